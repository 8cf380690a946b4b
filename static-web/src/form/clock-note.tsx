/**
 * Warns of a wrong clock at the top of the form, and offers the right time at each time that the clock has filled in.
 */
import { momentInWords } from '../answers/time-format';
import { clockError, now } from '../clock';
import { Alert } from '../frame/Alert';
import { t } from '../texts';
import { Chips } from './Chips';
import { toTheMinute } from './engine/moments';
import { timeOf } from './uuid';

const MINUTE_MS = 60_000;

export function ClockNote() {
  // Use one time, which is updated twice a minute, for both texts.
  const right = now.value.getTime();
  const shown = new Date(right - (clockError.value ?? 0));
  return (
    <Alert tone="warning" icon="clock" heading={t('form.clock.title')} live>
      <p>
        {t('form.clock', {
          phone: momentInWords(shown.toISOString()),
          right: momentInWords(now.value.toISOString()),
        })}
      </p>
      <p>{t('form.clock.do')}</p>
    </Alert>
  );
}

interface Props {
  path: string;
  value: string;
  /** The registration's id, which contains a time by the phone's clock. */
  registration: string;
  /** The time that the clock filled in before it was known to be wrong. */
  clockTime: string | undefined;
  onChange: (moment: string) => void;
}

/** Offers to replace a time that a wrong clock has filled in by the right one. */
export function RightMoment({ path, value, registration, clockTime, onChange }: Props) {
  const at = Date.parse(value);
  const began = timeOf(registration);
  const isOfClock = value === clockTime || (began !== undefined && Math.abs(at - began) <= MINUTE_MS);
  if (Number.isNaN(at) || !isOfClock) return null;
  const right = toTheMinute(new Date(at + (clockError.value ?? 0)).toISOString());
  const text = t('form.clock.right', { moment: momentInWords(right) });
  const chip = { key: 'right', text, isChosen: false, onTap: () => onChange(right) };
  return <Chips path={path} heading={t('form.clock.moment')} chips={[chip]} />;
}
