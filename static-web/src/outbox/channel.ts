/** What the pages of one browser tell each other of the outbox. The worker of the page may tell too. */

/**
 * `changed`: read it anew, and the drafts where one has moved. `progress`: which attachment of a registration is on its way.
 * `remembered`: what the phone remembers of what was sent is another.
 */
export type OutboxMessage =
  | { kind: 'changed'; isDraftMoved: boolean }
  | { kind: 'progress'; id: string; number: number; of: number }
  | { kind: 'remembered' };

type Listener = (message: OutboxMessage) => void;

const NAME = 'feltskema-outbox';
const listeners = new Set<Listener>();
let channel: BroadcastChannel | undefined;

/** Tells every page, this one too. */
export function tellOutbox(message: OutboxMessage): void {
  listeners.forEach((listener) => listener(message));
  opened()?.postMessage(message);
}

/** Gives the way to stop. */
export function onOutbox(listener: Listener): () => void {
  listeners.add(listener);
  opened();
  // An open channel keeps a page out of the browser's memory of pages to go back to.
  const close = () => {
    channel?.close();
    channel = undefined;
  };
  addEventListener('pagehide', close);
  addEventListener('pageshow', opened);
  return () => {
    listeners.delete(listener);
    removeEventListener('pagehide', close);
    removeEventListener('pageshow', opened);
    if (listeners.size === 0) close();
  };
}

function opened(): BroadcastChannel | undefined {
  if (channel || typeof BroadcastChannel === 'undefined') return channel;
  channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }: MessageEvent<OutboxMessage>) =>
    listeners.forEach((listener) => listener(data)),
  );
  return channel;
}
