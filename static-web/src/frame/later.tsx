/** What is brought when it is needed or a little before, in a file of its own: no first view waits for its code. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { reloadOnce } from '../reloading';
import { Loading } from './Loading';

interface Later<P> {
  Page: ComponentType<P>;
  /** Asks for the code ahead. */
  bring(): void;
}

export function later<P extends object>(ask: () => Promise<ComponentType<P>>): Later<P> {
  const loaded = signal<ComponentType<P> | undefined>(undefined);
  const failure = signal<unknown>(undefined);
  const bring = () => {
    ask().then(
      (Page) => (loaded.value = Page),
      (reason: unknown) => (failure.value = reason),
    );
  };
  function Page(props: P) {
    const Brought = loaded.value;
    if (Brought) return <Brought {...props} />;
    if (failure.value !== undefined) {
      // A new version has taken the old one's files away: only loading the page anew helps. Else the error page says so.
      if (reloadOnce()) return <Loading />;
      // oxlint-disable-next-line typescript/only-throw-error -- what an import fails with is thrown on as it came
      throw failure.value;
    }
    bring();
    return <Loading />;
  }
  return { Page, bring };
}
