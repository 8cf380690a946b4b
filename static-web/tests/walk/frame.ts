/** The browser's state of a tab. */
export interface Frame {
  isDead: boolean;
  /** After how many steps to the disk or the server the tab dies. */
  diesIn: number | undefined;
  /** Whether the tab is frozen: its events and answers wait until it wakes, and it keeps its locks. */
  isFrozen: boolean;
  /** The work that waits until it wakes. */
  waiting: (() => void)[];
  /** Whether the tab is hidden. */
  isHidden: boolean;
  historyState: unknown;
  path: string;
  listeners: Map<EventListenerOrEventListenerObject, { target: EventTarget; type: string; bound: EventListener }[]>;
  channels: Set<{ close(): void }>;
}

export function newFrame(historyState: unknown): Frame {
  return {
    isDead: false,
    diesIn: undefined,
    isFrozen: false,
    waiting: [],
    isHidden: false,
    historyState,
    path: '/',
    listeners: new Map(),
    channels: new Set(),
  };
}

/** The interface of the browser for its parts. */
export interface World {
  /** The running tab. */
  current: { getStore(): Frame | undefined };
  /** `localStorage`. */
  values: Map<string, string>;
  random(): number;
  /** Whether the running tab may take one more step. */
  step(): boolean;
  later(work: () => void): void;
  enter(frame: Frame | undefined, work: () => void): void;
  arrive<T>(frame: Frame | undefined, promise: Promise<T>): Promise<T>;
}
