/** A button that cannot act now is not disabled: it stays in place, says so to screen readers, and keeps the focus. */
import { readdirSync, readFileSync } from 'node:fs';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Dialog } from '../src/frame/Dialog';
import { speak } from '../src/texts';

let root: HTMLElement;

beforeEach(() => {
  speak('da');
  root = document.body.appendChild(document.createElement('div'));
});

afterEach(() => {
  render(null, root);
  root.remove();
});

function show(busy: boolean, onConfirm: () => void): HTMLButtonElement {
  const draw = () =>
    render(
      <Dialog heading="Slet kladden?" confirm="Slet" busy={busy} onConfirm={onConfirm} onClose={() => undefined}>
        <p>Den er kun her.</p>
      </Dialog>,
      root,
    );
  void act(draw);
  return [...root.querySelectorAll('button')].find((button) => button.textContent === 'Slet')!;
}

test('what a dialog asks is done once, and its button keeps the focus while that is under way', () => {
  const confirm = vi.fn<() => void>();
  const button = show(false, confirm);
  button.focus();
  button.click();
  expect(confirm).toHaveBeenCalledTimes(1);
  expect(show(true, confirm)).toBe(button);
  expect(document.activeElement).toBe(button);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  button.click();
  expect(confirm).toHaveBeenCalledTimes(1);
});

test('no button of any page is disabled, by its source: a browser takes the focus from those', () => {
  const pages = readdirSync('src', { recursive: true }).map(String);
  const sources = pages.filter((name) => name.endsWith('.tsx') && !name.includes('.test.'));
  const isDisabling = (name: string) => /[^-]\bdisabled[={]/.test(readFileSync(`src/${name}`, 'utf8'));
  expect(sources.length).toBeGreaterThan(80);
  expect(sources.filter(isDisabling)).toEqual([]);
});
