/** The components that the evaluators' pages share. */
import type { ComponentChildren } from 'preact';
import { evaluationPath } from '../route';
import type { ShownUptime } from './api';
import { numberInWords } from './words';

interface TableProps {
  caption: string;
  columns: readonly string[];
  /** How many of the last columns hold numbers. */
  numbers?: number;
  children: ComponentChildren;
}

/** A table that scrolls in its own box where it is too wide, with the keyboard too. */
export function Table({ caption, columns, numbers = 0, children }: TableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <div class="evaluation-scroll" tabIndex={0} role="group" aria-label={caption}>
      <table class="evaluation-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, place) => (
              <th key={column} scope="col" class={place >= columns.length - numbers ? 'number' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

interface TracedProps {
  period: string;
  part: string;
  /** What the number counts, for screen readers. */
  of: string;
  children: ComponentChildren;
}

/** A number with a link to the minutes that it is counted from. */
export function Traced({ period, part, of, children }: TracedProps) {
  return (
    <td class="number">
      <a class="evaluation-number" href={evaluationPath(period, part)}>
        <span class="sr-only">{of}: </span>
        {children}
      </a>
    </td>
  );
}

const WIDTH = 300;
const HEIGHT = 20;

interface LostProps {
  counted: ShownUptime;
  /** The number of minutes that the whole width represents. */
  scale: number;
  label: string;
}

/** A bar of the minutes that were not up: down is filled, unknown is an outline after it, so that they differ without colour. */
export function Lost({ counted, scale, label }: LostProps) {
  const width = (value: number) => (scale === 0 ? 0 : (value / scale) * (WIDTH - 2));
  const down = width(counted.down);
  const unknown = width(counted.unknown);
  return (
    <svg
      class="evaluation-bar"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line class="axis" x1="0.5" y1="0" x2="0.5" y2={HEIGHT} />
      {counted.down > 0 && <rect class="down" x="1" y="3" width={Math.max(down, 1.5)} height={HEIGHT - 6} />}
      {counted.unknown > 0 && (
        <rect class="unknown" x={1.5 + down} y="3.5" width={Math.max(unknown - 1, 1)} height={HEIGHT - 7} />
      )}
    </svg>
  );
}

/** A bar for `part` of `whole`. The number stands beside it. */
export function Share({ part, whole }: { part: number; whole: number }) {
  return (
    <svg class="evaluation-bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <line class="axis" x1="0.5" y1="0" x2="0.5" y2={HEIGHT} />
      {part > 0 && (
        <rect class="part" x="1" y="3" width={Math.max((part / whole) * (WIDTH - 2), 1.5)} height={HEIGHT - 6} />
      )}
    </svg>
  );
}

export function Minutes({ value }: { value: number }) {
  return <>{numberInWords(value)}</>;
}
