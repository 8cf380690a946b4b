import { useState } from 'preact/hooks';
import type { Answers, Json, PositionField } from '../../definition';
import { positionInWords } from '../../answers/number-format';
import { locate, type NoPosition } from '../../geolocation';
import { Icon } from '../../icons';
import { formatTime, t } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { Grouped } from '../frames';
import { focusSoon } from './focus';

type Asking = 'idle' | 'asking' | NoPosition;

const PATIENCE_MS = 20_000;
const PLACES = 6;

export function Position(props: ControlProps<PositionField>) {
  const { path, value, onChange } = props;
  const [asking, ask] = useMeasuring(onChange);
  const position = isPosition(value) ? value : undefined;
  const forget = () => {
    onChange(undefined);
    focusSoon(elementId(path));
  };
  return (
    <Grouped {...props} class="position">
      <p class="form-hint">{t('form.position.about')}</p>
      <Measured position={position} asking={asking} />
      <div class="button-row">
        <button
          type="button"
          class="button button-secondary"
          id={elementId(path)}
          aria-disabled={asking === 'asking'}
          onClick={ask}
        >
          <Icon name="pin" />
          {t(position ? 'form.position.again' : 'form.position.use')}
        </button>
        {position && (
          <button type="button" class="button button-tertiary" onClick={forget}>
            {t('form.position.remove')}
          </button>
        )}
      </div>
    </Grouped>
  );
}

/** Asks the phone for its position, one request at a time. `asking` becomes the reason where there is none. */
function useMeasuring(onChange: (position: Json) => void) {
  const [asking, setAsking] = useState<Asking>('idle');
  const ask = () => {
    if (asking === 'asking') return;
    setAsking('asking');
    currentPosition().then(
      (measured) => {
        setAsking('idle');
        onChange(measured);
      },
      (reason: Asking) => setAsking(reason),
    );
  };
  return [asking, ask] as const;
}

function Measured({ position, asking }: { position: Answers | undefined; asking: Asking }) {
  return (
    <div role="status" class="position-now">
      {position && (
        <>
          <p class="position-place">{positionInWords(position)}</p>
          {typeof position['at'] === 'string' && (
            <p class="form-hint">{t('form.position.at', { time: formatTime(position['at']) })}</p>
          )}
        </>
      )}
      {asking === 'asking' && <p class="form-hint">{t('form.position.asking')}</p>}
      {(asking === 'denied' || asking === 'unavailable' || asking === 'timeout') && (
        <p class="register-note register-warning">{t(`form.position.${asking}`)}</p>
      )}
    </div>
  );
}

/** The phone's position as an answer. Rejects with the reason where there is none. */
async function currentPosition(): Promise<Json> {
  const { coords, timestamp } = await locate({ enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 });
  return {
    latitude: rounded(coords.latitude),
    longitude: rounded(coords.longitude),
    accuracy: Math.min(Math.ceil(coords.accuracy), 1_000_000),
    at: new Date(timestamp).toISOString(),
  };
}

/** Rounds to about a tenth of a metre: further decimals are noise. */
function rounded(degrees: number): number {
  return Number(degrees.toFixed(PLACES));
}

function isPosition(value: Json | undefined): value is Answers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
