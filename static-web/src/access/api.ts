/** The access list of the HTTP contract. */
import { call, Problem, type How } from '../api';

export interface Grant {
  roles: string[];
  team: string;
  /** Both days are counted in. */
  validFrom: string | null;
  validTo: string | null;
}

export type LineState = 'waiting' | 'removed' | 'privileged' | 'expired' | 'coming' | 'allowed';

export interface Line extends Grant {
  key: string;
  number: string;
  name: string;
  state: LineState;
  waitingSince: string | null;
  version: string;
}

export type Act = 'asked' | 'named' | 'came' | 'allowed' | 'changed' | 'removed' | 'sessions-ended';

export interface Change {
  at: string;
  act: Act;
  by: string;
  old: Grant;
  new: Grant;
  reason: string;
}

export interface Lines {
  items: Line[];
  total: number;
  waiting: number;
  roles: string[];
}

export const lines = (search: string, how: How = {}) =>
  call<Lines>('GET', `/access?${new URLSearchParams({ search })}`, undefined, how);

export const line = (key: string) => call<Line & { trail: Change[] }>('GET', path(key));

export const allow = ({ key, version }: Line, grant: Grant, reason = '') =>
  call<Line>('PUT', path(key), { version, ...grant, reason });

export const remove = ({ key, version }: Line, reason: string) =>
  call<Line>('POST', `${path(key)}/remove`, { version, reason });

export const endSessions = ({ key, version }: Line, reason: string) =>
  call<Line>('POST', `${path(key)}/end-sessions`, { version, reason });

/** Whether a change was refused because the line is another than the one that was looked at. */
export const isChanged = (failure: unknown): boolean => failure instanceof Problem && failure.code === 'access-changed';

function path(key: string): string {
  return `/access/${encodeURIComponent(key)}`;
}
