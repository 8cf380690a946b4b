/**
 * One writer a draft: the tab that holds the Web Lock of its id. Another shows it read-only and may take over.
 *
 * The lock spares people a surprise and nothing more. A frozen tab can keep its lock, and a browser may have none: that both have
 * written is found by the revision of the draft's row when it is kept, and merged.
 */
import { signal, type ReadonlySignal } from '@preact/signals';

export interface Writer {
  /** Whether this tab may write; undefined until the browser has said. */
  isWriting: ReadonlySignal<boolean | undefined>;
  /** Resolves when this tab may write. */
  takeOver(): Promise<void>;
  /** Tells the other tabs that the draft is kept anew. */
  tellKept(): void;
  stop(): void;
}

interface Told {
  /** Keeps what is not yet kept: another tab takes the draft over. */
  onAsked: () => Promise<void>;
  /** Another tab has kept it anew. */
  onKept: () => void;
}

type Message = { kind: 'asked' } | { kind: 'kept' };

/** A tab that is left lets go within this time; so long is waited before the draft counts as another tab's. */
const FREE_AFTER_MS = 400;
/** So long the tab that is asked may take to keep what it has. A frozen one never answers: the lock is taken from it. */
const ASKED_FOR_MS = 1_500;

/** Without Web Locks every tab may write. */
export function writerOf(id: string, { onAsked, onKept }: Told): Writer {
  const name = `feltskema.draft.${id}`;
  const isWriting = signal<boolean | undefined>(undefined);
  const { locks } = navigator as { locks?: LockManager };
  let channel: BroadcastChannel | undefined;
  let letGo: (() => void) | undefined;
  let stopped = false;

  /** Whether the lock was had. It is held until somebody takes it, or this tab lets go. */
  function hold(options: LockOptions): Promise<boolean> {
    return new Promise((resolve) => {
      const held = () =>
        new Promise<void>((release) => {
          letGo = release;
          isWriting.value = true;
          resolve(true);
          if (stopped) release();
        });
      locks!.request(name, options, held).then(lost, () => {
        // Given up waiting, or taken from this tab.
        resolve(false);
        lost();
      });
    });
  }

  function lost(): void {
    const had = letGo !== undefined;
    letGo = undefined;
    if (had && !stopped) isWriting.value = false;
  }

  const begin = async () => {
    if (!locks) return void (isWriting.value = true);
    if (!(await hold({ signal: AbortSignal.timeout(FREE_AFTER_MS) })) && !stopped) isWriting.value = false;
  };
  const takeOver = async () => {
    if (!locks || letGo) return;
    opened()?.postMessage({ kind: 'asked' } satisfies Message);
    if (!(await hold({ signal: AbortSignal.timeout(ASKED_FOR_MS) })) && !stopped) await hold({ steal: true });
  };
  const hear = ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'kept') onKept();
    else if (letGo) {
      isWriting.value = false;
      void onAsked().finally(() => letGo?.());
    }
  };
  function opened(): BroadcastChannel | undefined {
    if (channel || stopped || typeof BroadcastChannel === 'undefined') return channel;
    channel = new BroadcastChannel(name);
    channel.addEventListener('message', hear);
    return channel;
  }
  // An open channel, or a lock, keeps a page out of the browser's memory of pages to go back to.
  const hide = () => {
    letGo?.();
    channel?.close();
    channel = undefined;
  };
  const show = () => {
    opened();
    if (!letGo) void begin();
  };
  addEventListener('pagehide', hide);
  addEventListener('pageshow', show);
  show();
  return {
    isWriting,
    takeOver,
    tellKept: () => opened()?.postMessage({ kind: 'kept' } satisfies Message),
    stop: () => {
      stopped = true;
      hide();
      removeEventListener('pagehide', hide);
      removeEventListener('pageshow', show);
    },
  };
}
