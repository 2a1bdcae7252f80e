/** What no field of Selected Fields is for, with the reason: Raw and Include Message have it. */
export const NOT_FIELDS: Array<{ why: string; paths: RegExp[] }> = [
	{
		why: 'Settings of who talks, not what came of it',
		paths: [
			/(^|\.)(assistant|fromAssistant|toAssistant)\.(?!name$|metadata)/,
			/(^|\.)(assistant|fromAssistant|toAssistant)\.metadata/,
			/(^|\.)assistantVersion$/,
			/(^|\.)(assistant|squad)Overrides\.(?!metadata|variableValues)/,
			/(^|\.)squad\./,
			/(^|\.)workflow(Id$|\.|Overrides\.)/,
			/^(from|to)StepRecord\./,
		],
	},
	{
		why: 'Settings of the line, the call or the destination',
		paths: [
			/(^|\.)phoneNumber\.(?!number$|twilioPhoneNumber$|sipUri$|id$)/,
			/(^|\.)artifactPlan\./,
			/(^|\.)schedulePlan\.latestAt$/,
			/(^|\.)transport\.(?!callSid$|callUrl$)/,
			/(^|\.)destination\.(?!number$|sipUri$|assistantName$)/,
			/(^|\.)phoneCall(Provider|Transport)$/,
			/(^|\.)customer\.(extension|numberE164CheckEnabled)$/,
			/(^|\.)(expirationSeconds|stream)$/,
		],
	},
	{
		why: 'IDs of Vapi that no operation takes',
		paths: [/(^|\.)(orgId|customerId|previousChatId)$/],
	},
	{
		why: 'Parts of the cost and measures of the engine',
		paths: [
			/(^|\.)costs\./,
			/(^|\.)costBreakdown\.(?!total$)/,
			/(^|\.)artifact\.(performanceMetrics|nodes|transfers|assistantActivations|scorecards)\./,
			/(^|\.)artifact\.skippedStructuredOutputs\./,
			/(^|\.)artifact\.structuredOutputsLastUpdatedAt$/,
			/^timing\./,
			/^sampleRate$/,
			/(^|\.)compliance\./,
		],
	},
	{
		why: 'Files that the operation Download gets',
		paths: [
			/(^|\.)(log|pcap|presignedLog|presignedPcap|presignedAssistant|presignedCustomer)Url$/,
			/(^|\.)recording\.mono\.(assistant|customer)Url$/,
			/(^|\.)presignedUrlsExpiresAt$/,
			/(^|\.)videoRecordingStartDelaySeconds$/,
		],
	},
	{
		why: 'Addresses that steer or listen to a live call: whoever has them can do so',
		paths: [/(^|\.)monitor\./],
	},
	{
		why: 'Says what the other fields of the same event say',
		paths: [
			/(^|\.)updatedAt$/,
			/^contact\.(createdAt|orgId)$/,
			/(^|\.)endedMessage$/,
			/^chat\.(input|output)\./,
		],
	},
];
