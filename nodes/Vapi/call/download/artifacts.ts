/** One of the files that Vapi keeps about a call. */
export interface Artifact {
	/** Name in messages, behind "no". */
	name: string;
	/** Last part of its path at Vapi, and of the file's name. */
	path: string;
	/** MIME type where the storage does not tell it. */
	mimeType: string;
	/** Setting of the assistant's artifactPlan that turns it on. */
	setting: string;
	/** Whether it exists only where someone or something has answered. */
	needsAnswer: boolean;
}

const recording = (name: string, path: string): Artifact => ({
	name,
	path,
	mimeType: 'audio/wav',
	setting: 'recordingEnabled',
	needsAnswer: true,
});

/** The seven files, by the value of the parameter 'Artifact'. */
export const ARTIFACTS: Record<string, Artifact> = {
	monoRecording: recording('recording', 'mono-recording'),
	stereoRecording: recording('stereo recording', 'stereo-recording'),
	customerRecording: recording('recording of the customer', 'customer-recording'),
	assistantRecording: recording('recording of the assistant', 'assistant-recording'),
	videoRecording: {
		name: 'video recording',
		path: 'video-recording',
		mimeType: 'video/mp4',
		setting: 'videoRecordingEnabled',
		needsAnswer: true,
	},
	callLogs: {
		name: 'call log',
		path: 'call-logs',
		mimeType: 'application/gzip',
		setting: 'loggingEnabled',
		needsAnswer: false,
	},
	pcap: {
		name: 'packet capture',
		path: 'pcap',
		mimeType: 'application/vnd.tcpdump.pcap',
		setting: 'pcapEnabled',
		needsAnswer: false,
	},
};
