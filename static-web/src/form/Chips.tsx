/** Suggested answers as buttons beside a control. A second tap removes the answer again. */
import type { ComponentChildren } from 'preact';
import { elementId } from './context';

export interface Chip {
  key: string;
  text: ComponentChildren;
  isChosen: boolean;
  onTap: () => void;
}

export function Chips({ path, heading, chips }: { path: string; heading: string; chips: readonly Chip[] }) {
  if (chips.length === 0) return null;
  const id = `${elementId(path)}-chips`;
  return (
    <div class="chips" role="group" aria-labelledby={id}>
      <span class="chips-heading form-hint" id={id}>
        {heading}
      </span>
      {chips.map(({ key, text, isChosen, onTap }) => (
        <button key={key} type="button" class="chip" aria-pressed={isChosen} onClick={onTap}>
          {text}
        </button>
      ))}
    </div>
  );
}
