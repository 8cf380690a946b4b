import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { speak } from '../texts';
import type { ShownUptimeReport } from './api';
import { Objectives } from './Objectives';

let page: HTMLElement;

beforeEach(() => {
  speak('da');
  page = document.body.appendChild(document.createElement('main'));
});
afterEach(() => {
  render(null, page);
  page.remove();
});

const counted = { up: 43_000, down: 60, unknown: 120, percent: '99.583', highest: '99.861' };

async function shown(objectives: ShownUptimeReport['objectives']) {
  await act(() => render(<Objectives report={{ period: '2026-4', objectives } as ShownUptimeReport} />, page));
  return [...page.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) => cell.textContent),
  );
}

test('tells what was promised, how it stands, what is left and how fast it goes', async () => {
  const rows = await shown([
    {
      name: 'platform',
      figure: 'platform',
      basis: 'gross',
      target: '99.9',
      counted,
      verdict: 'missed',
      budgetMinutes: 132.54,
      budgetLeftMinutes: -15.4,
      burnRates: { '1h': 14.4, '6h': 2.409, '3d': null },
    },
  ]);
  expect(rows).toEqual([
    [
      'Platformen, hele døgnet',
      'Brutto',
      'Brudt',
      '99,9 %',
      'Mål, Platformen, hele døgnet: 99,583 %',
      '-16',
      '14,4 / 2,4 / –',
    ],
  ]);
  expect(page.querySelector('a')?.getAttribute('href')).toBe('/evaluering/2026-4/platform');
});

test('says nothing where nothing was promised', async () => {
  expect(await shown([])).toEqual([]);
  expect(page.textContent).toBe('');
});
