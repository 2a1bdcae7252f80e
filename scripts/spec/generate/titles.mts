/** A value of the contract as people write it: `google.calendar` → `Google Calendar`. */
export const title = (value: string): string =>
	value
		.replaceAll(/([a-z])([A-Z])/g, '$1 $2')
		.split(/[-_.\s]+/)
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');
