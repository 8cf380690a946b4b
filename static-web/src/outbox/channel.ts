/** Messages about the outbox between the pages of one browser, and from the service worker. */

/**
 * `changed`: the outbox has changed, and the drafts too where `isDraftMoved`. `progress`: which attachment of a registration is being
 * sent. `remembered`: the data that the phone remembers from sent registrations have changed.
 */
export type OutboxMessage =
  | { kind: 'changed'; isDraftMoved: boolean }
  | { kind: 'progress'; id: string; number: number; of: number }
  | { kind: 'remembered' };

type Listener = (message: OutboxMessage) => void;

const NAME = 'feltskema-outbox';
const listeners = new Set<Listener>();
let channel: BroadcastChannel | undefined;

/** Sends a message to every page, including this one. */
export function postToPages(message: OutboxMessage): void {
  listeners.forEach((listener) => listener(message));
  opened()?.postMessage(message);
}

/** Calls `listener` for each message. Returns a function that stops this. */
export function onOutbox(listener: Listener): () => void {
  listeners.add(listener);
  opened();
  // A page with an open channel does not get into the browser's back/forward cache.
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
