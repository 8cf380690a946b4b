/** Finds the remembered companies that are near. Pure functions of places and a position. */
import type { Memory, Place, Spot } from './memory';

/** Walking distance. */
const NEAR_METRES = 500;
/** The decimals of a degree that positions are rounded to: about a hundred metres. */
const DECIMALS = 3;
const METRES_A_DEGREE = 111_320;

export function spotOf({ latitude, longitude }: Spot): Spot {
  return { latitude: Number(latitude.toFixed(DECIMALS)), longitude: Number(longitude.toFixed(DECIMALS)) };
}

export function isNear(place: Place, spot: Spot | undefined): boolean {
  return spot !== undefined && place.spot !== undefined && metresBetween(place.spot, spot) <= NEAR_METRES;
}

/** The near places, nearest first, then the others in their order. */
export function nearFirst(places: readonly Place[], spot: Spot | undefined): Place[] {
  if (!spot) return [...places];
  const near = places.filter((place) => isNear(place, spot));
  const distance = (place: Place) => metresBetween(place.spot!, spot);
  return [
    ...near.sort((first, second) => distance(first) - distance(second)),
    ...places.filter((place) => !isNear(place, spot)),
  ];
}

/** Turns the use of positions on or off; turning it off deletes all stored positions. */
export function withPosition(memory: Memory, isUsed: boolean): Memory {
  if (isUsed) return { ...memory, usesPosition: true };
  return { ...memory, usesPosition: false, places: memory.places.map(({ spot: _spot, ...place }) => place) };
}

/** The distance on a flat map, exact enough within a town. */
function metresBetween(first: Spot, second: Spot): number {
  const north = (first.latitude - second.latitude) * METRES_A_DEGREE;
  const shrink = Math.cos((first.latitude * Math.PI) / 180);
  const east = (first.longitude - second.longitude) * METRES_A_DEGREE * shrink;
  return Math.hypot(north, east);
}
