/** Draws a large form in parts: the first part can be used at once, and no key press waits for the rest. */
import { useEffect, useState } from 'preact/hooks';

const STEP = 10;

/** How many of `total` parts to draw now: `first` at once, and some more after each frame. */
export function useGradually(total: number, first: number): number {
  const [drawn, setDrawn] = useState(first);
  useEffect(() => {
    if (drawn >= total) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + STEP));
    return () => clearTimeout(timer);
  }, [drawn, drawn < total]);
  return drawn;
}
