/** The line that says when the draft was saved: what is still on its way is never called saved, and nothing flickers. */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Autosave, SaveState } from '../../drafts/autosave';
import { speak } from '../../texts';
import { SavedNote } from '../SavedNote';

const root = document.createElement('div');
const saveState = signal<SaveState>({ state: 'nothing-yet' });
const isSaving = signal(false);

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  speak('da');
  saveState.value = { state: 'kept', at: '2026-11-23T13:05:00Z' };
  isSaving.value = false;
  await act(() => render(<SavedNote saving={{ state: saveState, isSaving } as unknown as Autosave} />, root));
});
afterEach(() => {
  render(null, root);
  vi.useRealTimers();
});

const set = async (now: boolean) => {
  await act(() => void (isSaving.value = now));
  await Promise.resolve();
};
const pass = (milliseconds: number) => act(() => void vi.advanceTimersByTime(milliseconds));
const note = () => root.querySelector('.saved-note')!;

test('a word that is on its way marks the line at once, and the line still says when it was saved last', async () => {
  expect(note().getAttribute('aria-busy')).toBe('false');
  await set(true);
  expect(note().getAttribute('aria-busy')).toBe('true');
  expect(note().textContent).toContain('Gemt på telefonen kl. 14.05');
  await pass(300);
  await set(false);
  await pass(1000);
  expect(note().textContent).toContain('Gemt på telefonen kl. 14.05');
  expect(note().getAttribute('aria-busy')).toBe('false');
});

test('a saving that takes long is shown until it is over', async () => {
  await set(true);
  await pass(600);
  expect(note().textContent).toBe('Gemmer …');
  await set(false);
  expect(note().textContent).toContain('Gemt på telefonen kl. 14.05');
});
