/** A large form is drawn a part after the other: the first can be written in at once, and no key press waits for all. */
import { useEffect, useState } from 'preact/hooks';

const STEP = 10;

/** How many of `all` to draw: `first`, and some more after each painting. What is at most `first` stands at once. */
export function useGradually(all: number, first: number): number {
  const [drawn, setDrawn] = useState(first);
  useEffect(() => {
    if (drawn >= all) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + STEP));
    return () => clearTimeout(timer);
  }, [drawn, drawn < all]);
  return drawn;
}
