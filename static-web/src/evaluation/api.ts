/** The calls of the evaluators' pages. */
import { call } from '../api';
import type {
  Before,
  ShownBefore,
  ShownConsumption,
  ShownEffects,
  ShownMinutes,
  ShownUptimeReport,
} from '../generated/api';

export type {
  ShownConsumption,
  ShownEffect,
  ShownEffects,
  ShownIncident,
  ShownMinutes,
  ShownMonthCost,
  ShownUptime,
  ShownUptimeReport,
} from '../generated/api';

export const uptime = (period: string) =>
  call<ShownUptimeReport>('GET', `/evaluation/uptime?${new URLSearchParams({ period })}`);

export const minutes = (period: string, part: string) =>
  call<ShownMinutes>('GET', `/evaluation/minutes?${new URLSearchParams({ period, part })}`);

export const consumption = (period: string) =>
  call<ShownConsumption>('GET', `/evaluation/consumption?${new URLSearchParams({ period })}`);

export const effect = (period: string) =>
  call<ShownEffects>('GET', `/evaluation/effect?${new URLSearchParams({ period })}`);

export const putBefore = (figure: string, before: Before) =>
  call<ShownBefore>('PUT', `/evaluation/before/${figure}`, before);

export const FILES = [
  'pdf',
  'figures',
  'objectives',
  'incidents',
  'windows',
  'days',
  'hours',
  'consumption',
  'focus',
  'effect',
  'survey',
  'changes',
  'maintenance',
  'before',
] as const;

/** The address of a file of the report. */
export const fileAddress = (file: (typeof FILES)[number], period: string, language: string) =>
  `/api/evaluation/report/${file}?${new URLSearchParams({ period, language })}`;
