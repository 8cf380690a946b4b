/** Components in files of their own, which are loaded when they are needed or a little before, so that the first view does not wait. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { reloadOnce } from '../reloading';
import { NoNetwork } from '../api';
import { Failure } from './Failure';
import { Loading, PageLoading } from './Loading';

interface Later<P> {
  Page: ComponentType<P>;
  /** Loads the code ahead of its use. Resolves when it is loaded, or has failed. */
  bring(): Promise<void>;
}

/**
 * Makes a component that loads its code by `ask`. `isPart`: it is a part of a page that works without it; if loading fails, a note with
 * a button to try again is shown in its place.
 */
export function later<P extends object>(ask: () => Promise<ComponentType<P>>, isPart = false): Later<P> {
  const loaded = signal<ComponentType<P> | undefined>(undefined);
  const failure = signal<unknown>(undefined);
  const bring = () =>
    ask().then(
      (Page) => void (loaded.value = Page),
      (reason: unknown) => void (failure.value = reason),
    );
  const retry = () => {
    failure.value = undefined;
    void bring();
  };
  function Page(props: P) {
    const Brought = loaded.value;
    if (Brought) return <Brought {...props} />;
    if (failure.value !== undefined && isPart) return <Failure failure={new NoNetwork()} onRetry={retry} />;
    if (failure.value !== undefined) {
      // A new build may have replaced the files: reload the page. Where that has not helped, show the error page.
      if (reloadOnce()) return <PageLoading />;
      // oxlint-disable-next-line typescript/only-throw-error -- what an import fails with is thrown on as it came
      throw failure.value;
    }
    void bring();
    return isPart ? <Loading /> : <PageLoading />;
  }
  return { Page, bring };
}
