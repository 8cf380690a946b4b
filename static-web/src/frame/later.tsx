/** What is brought when it is needed or a little before, in a file of its own: no first view waits for its code. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { reloadOnce } from '../reloading';
import { NoNetwork } from '../api';
import { Failure } from './Failure';
import { Loading, PageLoading } from './Loading';

interface Later<P> {
  Page: ComponentType<P>;
  /** Asks for the code ahead. Resolves when it is here, or cannot be had. */
  bring(): Promise<void>;
}

/** `isPart`: of a page that goes on without it. There its absence is told in its place, and asked for again by a tap. */
export function later<P extends object>(ask: () => Promise<ComponentType<P>>, isPart = false): Later<P> {
  const loaded = signal<ComponentType<P> | undefined>(undefined);
  const failure = signal<unknown>(undefined);
  const bring = () =>
    ask().then(
      (Page) => void (loaded.value = Page),
      (reason: unknown) => void (failure.value = reason),
    );
  const again = () => {
    failure.value = undefined;
    void bring();
  };
  function Page(props: P) {
    const Brought = loaded.value;
    if (Brought) return <Brought {...props} />;
    if (failure.value !== undefined && isPart) return <Failure failure={new NoNetwork()} onRetry={again} />;
    if (failure.value !== undefined) {
      // A new version has taken the old one's files away: only loading the page anew helps. Else the error page says so.
      if (reloadOnce()) return <PageLoading />;
      // oxlint-disable-next-line typescript/only-throw-error -- what an import fails with is thrown on as it came
      throw failure.value;
    }
    void bring();
    return isPart ? <Loading /> : <PageLoading />;
  }
  return { Page, bring };
}
