/** A tab as the browser sees it. */
export interface Frame {
  isDead: boolean;
  /** It dies at its so many-th next step on the disk or to the server. */
  diesIn: number | undefined;
  historyState: unknown;
  path: string;
  listeners: Map<EventListenerOrEventListenerObject, { target: EventTarget; type: string; bound: EventListener }[]>;
  channels: Set<{ close(): void }>;
}
