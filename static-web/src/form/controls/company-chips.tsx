/** Suggests favourites and the companies visited last, while nothing is typed. */
import type { CvrField, FieldDef } from '../../definition';
import { useEffect } from 'preact/hooks';
import { isFavourite, placesOf, withFavourite, type Place } from '../../memory/memory';
import { isNear, nearFirst } from '../../memory/nearby';
import { followPosition, forgetPosition, positionState, askPosition } from '../../memory/position';
import { spotNow } from '../../memory/spot';
import { changeMemory, memory } from '../../memory/store';
import { t } from '../../texts';
import { Chips, type Chip } from '../Chips';
import { elementId, useForm, type ControlProps } from '../context';
import { valueAt } from '../engine/json-pointer';
import { placeAt } from '../note-sent';

const MAX_CHIPS = 5;

export function CompanyChips({ field, path, beside, value }: ControlProps<CvrField>) {
  const { form, companies } = useForm();
  useEffect(() => void followPosition(), [memory.value.usesPosition]);
  if (field.remember !== 'last' || (value !== undefined && value !== '')) return null;
  const unit = unitBeside(field, beside);
  const choose = ({ cvr, pNumber }: Place) => {
    companies.entered(path, field, beside, cvr);
    if (unit && pNumber) form.set(path.slice(0, path.lastIndexOf('/') + 1) + unit.id, pNumber);
    // The tapped chip disappears, so move focus to the company's facts.
    document.getElementById(`${elementId(path)}-company`)?.focus();
  };
  const spot = spotNow();
  const chips: Chip[] = nearFirst(placesOf(memory.value), spot)
    .slice(0, MAX_CHIPS)
    .map((place) => ({
      key: `${place.cvr} ${place.pNumber ?? ''}`,
      text: (
        <>
          <span class="chip-name">
            {place.isFavourite && <span aria-hidden="true">★ </span>}
            {place.name}
          </span>
          <span class="chip-detail">
            {[place.address, isNear(place, spot) && t('form.company.is-near')].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
      isChosen: false,
      onTap: () => choose(place),
    }));
  if (chips.length === 0) return null;
  return (
    <>
      <Chips path={path} heading={t('form.company.lately')} chips={[...chips, nearChip()]} />
      <NearNote />
    </>
  );
}

/** The chip that asks the phone for its position, to list the nearest companies first. A second tap turns that off. */
function nearChip(): Chip {
  const isUsed = memory.value.usesPosition;
  const onTap = () => void (isUsed ? forgetPosition() : askPosition());
  return { key: 'near', text: t('form.company.near'), isChosen: isUsed, onTap };
}

/** Explains what the position is used for, or why there is none. */
function NearNote() {
  const state = positionState.value;
  const isUsed = memory.value.usesPosition;
  const text =
    state === 'idle'
      ? isUsed && t('form.company.near.about')
      : t(state === 'asking' ? 'form.position.asking' : `form.position.${state}`);
  return (
    <p class="form-hint" role="status">
      {text}
    </p>
  );
}

/** The button that makes the company a favourite, or no favourite. */
export function Favourite({ field, path, beside }: ControlProps<CvrField>) {
  const { form, companies } = useForm();
  const unit = unitBeside(field, beside);
  const unitPath = unit && path.slice(0, path.lastIndexOf('/') + 1) + unit.id;
  if (field.remember !== 'last' || companies.at(path).value.state !== 'found') return null;
  const place = placeAt(companies, path, unitPath && valueAt(form.answers.peek(), unitPath));
  if (!place) return null;
  const isChosen = isFavourite(memory.value, place.cvr);
  const toggle = () => void changeMemory((before) => withFavourite(before, place, !isChosen));
  return (
    <button type="button" class="function-link favourite" aria-pressed={isChosen} onClick={toggle}>
      <span aria-hidden="true">{isChosen ? '★' : '☆'}</span> {t('form.company.favourite')}
    </button>
  );
}

function unitBeside(field: CvrField, beside: readonly FieldDef[]): FieldDef | undefined {
  return beside.find((other) => other.control === 'p-number' && other.company === field.id);
}
