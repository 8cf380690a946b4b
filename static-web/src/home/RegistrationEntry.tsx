import type { Status, Summary } from '../api';
import { now } from '../clock';
import { Badge } from '../frame/Badge';
import { Icon } from '../icons';
import { registrationPath } from '../route';
import { dayInWords } from '../answers/time-format';
import { systemOf, systemsOf } from '../status';
import { dayOfTime, formatRelative, formatWithinDay, t } from '../texts';
import { ReceiptId } from '../registration/ReceiptId';
import { AppName } from './AppName';
import { isFollowUp } from './attention';

interface Props {
  registration: Summary;
  /** Whether the card is in the list of those that need attention, and not under its day. */
  needsAttention?: boolean;
}

/** A registration's card: the company, the definition's `card` answers, when it was sent, and its status. */
export function RegistrationEntry({ registration, needsAttention = false }: Props) {
  const { app, id, title, card, receipt, receivedAt, target } = registration;
  const system = target ? systemOf(target) : systemsOf(registration);
  const next = nextStep(registration.status, system);
  return (
    <li class="entry-card">
      <a class="entry" href={registrationPath(app, id)}>
        <span class="entry-body">
          <span class="entry-title">{title}</span>
          {(card ?? []).map((line, place) => (
            <span key={place} class="entry-line">
              {line}
            </span>
          ))}
          {needsAttention && next && <strong class="entry-line">{next}</strong>}
          <span class="entry-facts">
            {needsAttention && isFollowUp(registration) ? (
              <FollowUp row={registration} />
            ) : (
              <Badge summary={registration} />
            )}
            <span class="entry-meta">
              <time dateTime={receivedAt}>
                {needsAttention ? formatRelative(receivedAt, now.value) : formatWithinDay(receivedAt, now.value)}
              </time>
              <AppName app={app} />
            </span>
          </span>
        </span>
        <Icon name="forward" class="entry-arrow" />
      </a>
      {receipt?.id && system && <ReceiptId id={receipt.id} system={system} />}
    </li>
  );
}

/** The text of the person's next step with a registration; empty where there is none. */
function nextStep(status: Status, system: string): string {
  if (status === 'refused') return t('settle.refused.read');
  if (status !== 'uncertain') return '';
  return system ? t('settle.title', { system }) : t('settle.title.kept');
}

function FollowUp({ row }: { row: Summary }) {
  const day = row.followUp ?? '';
  const isToday = day === dayOfTime(now.value.toISOString());
  return (
    <span class={`status status-${isToday ? 'info' : 'warning'}`} data-follow-up={day}>
      <Icon name="clock" />
      {isToday ? t('home.follow-up.today') : t('home.follow-up.overdue', { day: dayInWords(day) })}
    </span>
  );
}
