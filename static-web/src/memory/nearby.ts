/** Which of the remembered companies are near. Pure: places and a spot in, places out. */
import type { Memory, Place, Spot } from './memory';

/** What one walks to, and as exact as a spot is kept. */
const NEAR_METRES = 500;
const PLACES = 3;
const METRES_A_DEGREE = 111_320;

export function spotOf({ latitude, longitude }: Spot): Spot {
  return { latitude: Number(latitude.toFixed(PLACES)), longitude: Number(longitude.toFixed(PLACES)) };
}

export function isNear(place: Place, spot: Spot | undefined): boolean {
  return spot !== undefined && place.spot !== undefined && metresBetween(place.spot, spot) <= NEAR_METRES;
}

/** Those that are near, the nearest first; then the others as they stand. */
export function nearFirst(places: readonly Place[], spot: Spot | undefined): Place[] {
  if (!spot) return [...places];
  const near = places.filter((place) => isNear(place, spot));
  const distance = (place: Place) => metresBetween(place.spot!, spot);
  return [
    ...near.sort((first, second) => distance(first) - distance(second)),
    ...places.filter((place) => !isNear(place, spot)),
  ];
}

/** The person lets the phone use its position, or no longer: then no spot is left. */
export function withPosition(memory: Memory, isUsed: boolean): Memory {
  if (isUsed) return { ...memory, usesPosition: true };
  return { ...memory, usesPosition: false, places: memory.places.map(({ spot: _spot, ...place }) => place) };
}

/** Good enough for a town. */
function metresBetween(first: Spot, second: Spot): number {
  const north = (first.latitude - second.latitude) * METRES_A_DEGREE;
  const shrink = Math.cos((first.latitude * Math.PI) / 180);
  const east = (first.longitude - second.longitude) * METRES_A_DEGREE * shrink;
  return Math.hypot(north, east);
}
