/** Answers that arrive in another order than their requests: the evaluation shows the period asked for last. */
import { render, type ComponentChild } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { heldReply, reply } from '../../tests/responses';
import { waitFor } from '../../tests/waiting';
import { speak } from '../texts';
import type { ShownConsumption, ShownEffects, ShownMinutes, ShownUptimeReport } from './api';
import { MinutesPage } from './MinutesPage';
import { ReportPage } from './ReportPage';
import { Resources } from './Resources';

const [OLD, NEW] = ['2026-3', '2026-4'];

let page: HTMLElement;
/** The answers by the beginning of the call's path. */
let answers: Record<string, () => Response | Promise<Response>>;

beforeEach(() => {
  speak('da');
  page = document.body.appendChild(document.createElement('main'));
  answers = {};
  vi.stubGlobal('fetch', (path: string) => {
    const answer = Object.entries(answers).find(([beginning]) => path.startsWith(beginning));
    return answer ? Promise.resolve(answer[1]()) : new Promise(() => undefined);
  });
});
afterEach(() => {
  render(null, page);
  page.remove();
  vi.unstubAllGlobals();
});

const show = (shown: ComponentChild) => act(() => render(shown, page));
const shows = (words: string) => waitFor(() => expect(page.textContent).toContain(words));

test('the minutes are those of the period asked for last, whichever is answered last', async () => {
  const uptime = { up: 1, down: 0, unknown: 0, percent: '100.000', highest: '100.000' };
  const minutes = (more: number): ShownMinutes => ({
    period: NEW,
    part: 'api',
    gross: uptime,
    net: uptime,
    more,
    runs: [{ began: NOW, ended: NOW, state: 'down', parts: [], minutes: 1, planned: 0 }],
  });
  const old = heldReply();
  answers[`/api/evaluation/minutes?period=${OLD}`] = () => old.reply;
  answers[`/api/evaluation/minutes?period=${NEW}`] = () => reply(200, minutes(42));
  await show(<MinutesPage period={OLD} part="api" />);
  await show(<MinutesPage period={NEW} part="api" />);
  await shows('42');
  await act(() => old.send(reply(200, minutes(77))));
  expect(page.textContent).toContain('42');
  expect(page.textContent).not.toContain('77');
});

const NOW = '2026-11-24T02:05:00Z';

test('the report is that of the period asked for last, whichever is answered last', async () => {
  const report = (period: string): ShownUptimeReport => ({
    period,
    until: NOW,
    figures: [],
    objectives: [],
    dependencies: {},
    incidents: [],
    windows: [],
    start: NOW,
    end: NOW,
    plannedMinutes: 0,
    platformDown: 0,
    appDown: 0,
  });
  const old = heldReply();
  answers[`/api/evaluation/uptime?period=${OLD}`] = () => old.reply;
  answers[`/api/evaluation/uptime?period=${NEW}`] = () => reply(200, report(NEW));
  await show(<ReportPage period={OLD} />);
  await show(<ReportPage period={NEW} />);
  const caption = () => page.querySelector('caption')?.textContent;
  await waitFor(() => expect(caption()).toContain('4. kvartal 2026'));
  await act(() => old.send(reply(200, report(OLD))));
  expect(caption()).toContain('4. kvartal 2026');
});

test('costs and effects are those of the period asked for last, whichever is answered last', async () => {
  const costs = (cost: string): ShownConsumption => ({ period: NEW, cost, months: [], apps: [] });
  const effects: ShownEffects = {
    period: NEW,
    reckonedAt: NOW,
    apps: [],
    maintenance: null,
    before: [],
    titles: {},
    opinions: { state: 'collecting', apps: [], tooFew: [] },
    changes: { releases: 0, versions: [] },
  };
  const old = heldReply();
  answers[`/api/evaluation/consumption?period=${OLD}`] = () => old.reply;
  answers[`/api/evaluation/consumption?period=${NEW}`] = () => reply(200, costs('1234.00'));
  answers['/api/evaluation/effect'] = () => reply(200, effects);
  await show(<Resources period={OLD} />);
  await show(<Resources period={NEW} />);
  await shows('1.234,00 kr.');
  await act(() => old.send(reply(200, costs('77.00'))));
  expect(page.textContent).toContain('1.234,00 kr.');
});
