/** The calls of the evaluators' pages. */
import { call } from '../api';
import type { ShownMinutes, ShownUptimeReport } from '../generated/api';

export type { ShownIncident, ShownMinutes, ShownUptime, ShownUptimeReport } from '../generated/api';

export const uptime = (period: string) =>
  call<ShownUptimeReport>('GET', `/evaluation/uptime?${new URLSearchParams({ period })}`);

export const minutes = (period: string, part: string) =>
  call<ShownMinutes>('GET', `/evaluation/minutes?${new URLSearchParams({ period, part })}`);

export const FILES = ['pdf', 'figures', 'incidents', 'windows', 'days'] as const;

/** The address of a file of the report. */
export const fileAddress = (file: (typeof FILES)[number], period: string, language: string) =>
  `/api/evaluation/report/${file}?${new URLSearchParams({ period, language })}`;
