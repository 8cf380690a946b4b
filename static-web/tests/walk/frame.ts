/** A tab as the browser sees it. */
export interface Frame {
  isDead: boolean;
  /** It dies at its so many-th next step on the disk or to the server. */
  diesIn: number | undefined;
  /** It sleeps: what comes to it waits until it wakes, and what it holds it keeps. */
  isFrozen: boolean;
  /** What has come to it meanwhile. */
  waiting: (() => void)[];
  /** Nobody looks at it. */
  isHidden: boolean;
  historyState: unknown;
  path: string;
  listeners: Map<EventListenerOrEventListenerObject, { target: EventTarget; type: string; bound: EventListener }[]>;
  channels: Set<{ close(): void }>;
}

export function newFrame(historyState: unknown): Frame {
  return {
    ...{ isDead: false, diesIn: undefined, isFrozen: false, waiting: [], isHidden: false, historyState, path: '/' },
    ...{ listeners: new Map(), channels: new Set() },
  };
}

/** What the parts of a browser know of it. */
export interface World {
  /** The tab that runs. */
  current: { getStore(): Frame | undefined };
  /** `localStorage`. */
  values: Map<string, string>;
  random(): number;
  /** Whether the tab that runs may take one more step. */
  step(): boolean;
  later(work: () => void): void;
  enter(frame: Frame | undefined, work: () => void): void;
  arrive<T>(frame: Frame | undefined, promise: Promise<T>): Promise<T>;
}
