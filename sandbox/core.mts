import type { Clock } from './clock.mts';
import type { Faults } from './faults.mts';
import type { Life } from './life/life.mts';
import type { Media } from './media/media.mts';
import type { Settings } from './options.mts';
import type { Store } from './store.mts';
import type { Dial, RecordedRequest } from './types.mts';
import type { Webhooks } from './webhooks/webhooks.mts';

/** What the parts of a sandbox share. */
export interface Core {
	options: Settings;
	clock: Clock;
	store: Store;
	faults: Faults;
	requests: RecordedRequest[];
	dials: Dial[];
	life: Life;
	media: Media;
	webhooks: Webhooks;
	/** Addresses of the listeners, without a slash at the end. */
	urls: { api: string; control: string; storage: string };
}
