import type { Core } from '../core.mts';
import type { RouteRequest, Routes } from '../contract.mts';
import { found, pageOf } from './lists.mts';
import { pickFrom } from './plain.mts';

const PATH = '/provider/{provider}/{resourceName}';

/** What voice providers keep for the account: pronunciation dictionaries. */
export function dictionaryRoutes(core: Core): Routes {
	const shelf = () => core.store.shelf(PATH);
	const pick = ({ params }: RouteRequest) => pickFrom(shelf(), 'provider resource', params.id);
	return {
		[`GET ${PATH}`]: ({ params, query }) => {
			const all = found(shelf().values(), query, ['id', 'resourceId']);
			return { status: 200, body: pageOf(all.filter(({ provider }) => provider === params.provider), query) };
		},
		[`GET ${PATH}/{id}`]: (request) => ({ status: 200, body: pick(request) }),
		[`DELETE ${PATH}/{id}`]: (request) => {
			const gone = pick(request);
			shelf().delete(gone.id);
			return { status: 200, body: gone };
		},
	};
}
