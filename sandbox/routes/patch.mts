import type { Entity, JsonObject } from '../types.mts';

/** Top-level keys replace, nested objects as a whole; null takes a key away. */
export const patch = (entity: Entity, fields: JsonObject, updatedAt: string): Entity => {
	for (const [key, value] of Object.entries(fields)) {
		if (value === null) delete entity[key];
		else entity[key] = value;
	}
	return Object.assign(entity, { updatedAt });
};
