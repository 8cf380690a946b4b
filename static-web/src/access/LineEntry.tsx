import { Icon, type IconName } from '../icons';
import { accessPath } from '../route';
import type { Tone } from '../status';
import { formatRelative } from '../texts';
import type { Grant, Line, LineState } from './api';
import { rolesInWords, ta } from './words';

const STATE: Readonly<Record<LineState, { tone: Tone | 'draft'; icon: IconName }>> = {
  waiting: { tone: 'warning', icon: 'clock' },
  allowed: { tone: 'success', icon: 'success' },
  privileged: { tone: 'success', icon: 'success' },
  coming: { tone: 'info', icon: 'clock' },
  expired: { tone: 'warning', icon: 'warning' },
  removed: { tone: 'draft', icon: 'refused' },
};

/** One person of the list, with a link to their page. */
export function LineEntry({ line }: { line: Line }) {
  return (
    <a class="entry" href={accessPath(line.key)}>
      <span class="entry-title">{nameOf(line)}</span>
      <span class="entry-facts">
        <StateBadge state={line.state} />
        <span class="entry-meta">{facts(line)}</span>
      </span>
      <Icon name="forward" class="entry-arrow" />
    </a>
  );
}

export function StateBadge({ state }: { state: LineState }) {
  const { tone, icon } = STATE[state];
  return (
    <span class={`status status-${tone}`}>
      <Icon name={icon} />
      {ta(`state.${state}`)}
    </span>
  );
}

/** The person's name, or a text with their number where there is none. */
export function nameOf(line: Line): string {
  return line.name || ta('access.nobody', { number: line.number });
}

/** Roles, team and days on one line. */
export function grantInWords(grant: Grant): string {
  const days = [
    grant.validFrom && ta('access.from', { day: day(grant.validFrom) }).toLowerCase(),
    grant.validTo && ta('access.to', { day: day(grant.validTo) }).toLowerCase(),
  ];
  return [rolesInWords(grant.roles), grant.team, ...days].filter(Boolean).join(' · ') || ta('trail.nothing');
}

function facts(line: Line): string {
  if (line.waitingSince) {
    const since = ta('access.since', { time: formatRelative(line.waitingSince) });
    return [since, line.name && ta('access.number', { number: line.number })].filter(Boolean).join(' · ');
  }
  return line.roles.length > 0 ? grantInWords(line) : '';
}

/** `30.6.2027` for `2027-06-30`. Formatted without a time zone, since it is a day. */
function day(iso: string): string {
  const [year, month, date] = iso.split('-').map(Number);
  return `${date}.${month}.${year}`;
}
