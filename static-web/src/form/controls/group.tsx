import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Answers, GroupField, Json } from '../../definition';
import { Icon } from '../../icons';
import { t, words } from '../../texts';
import { elementId, useForm, type ControlProps } from '../context';
import { valueAt } from '../engine/json-pointer';
import { drawnItems } from '../engine/relevant';
import { Grouped } from '../frames';
import { useGradually } from '../gradually';
import { uuidv7 } from '../uuid';

/**
 * The member with an item's key, by which its card stays the same when items before it are removed. It is never sent, since no field's
 * id begins with `$`.
 */
const KEY = '$key';
const MAX_DRAWN_FIRST = 20;

/** The items to draw, and the functions to add, remove and restore one. */
function useItems({ field, path, value, needed }: ControlProps<GroupField>) {
  const { form } = useForm();
  const answered = listAt(value);
  const least = needed ? field.minItems : 0;
  // As many items as are required are drawn from the start.
  const items = drawnItems(answered, least);
  const [focused, focus] = useState<string>();
  const removed = useSignal<{ item: Json; place: number; fillers: Json[] } | undefined>(undefined);

  const setItems = (next: Json[]) => form.setItems(path, next);
  const add = () => {
    const item = { [KEY]: uuidv7() };
    removed.value = undefined;
    setItems([...items, item]);
    focus(keyOf(item, items.length));
  };
  const remove = (place: number) => {
    const item = items[place]!;
    // Items that move up get their own keys, so that they keep their cards.
    const next = [...items.slice(0, place), ...items.slice(place + 1).map(withKey)];
    setItems(next);
    const fillers = listAt(valueAt(form.answers.peek(), path)).slice(next.length);
    removed.value = isBlank(item) ? undefined : { item, place, fillers };
  };
  const undo = () => {
    if (!removed.value) return;
    const { item, place, fillers } = removed.value;
    const back = { ...(item as Answers), [KEY]: uuidv7() };
    removed.value = undefined;
    // An empty item that took its place is removed again, unless something has been written in it.
    const withoutFillers = answered.filter((other) => !fillers.includes(other));
    setItems([...withoutFillers.slice(0, place), back, ...withoutFillers.slice(place)]);
    focus(keyOf(back, place));
  };
  return { items, least, focused, removed: removed.value, add, remove, undo };
}

export function Group(props: ControlProps<GroupField>) {
  const { field, path } = props;
  const { items, least, focused, removed, add, remove, undo } = useItems(props);
  const drawn = useGradually(items.length, MAX_DRAWN_FIRST);
  // One constant function, so that a card is drawn again only when its own item changes.
  const latest = useRef(remove);
  latest.current = remove;
  const onRemove = useCallback((place: number) => latest.current(place), []);

  return (
    <Grouped {...props} class="repeated">
      {items.slice(0, drawn).map((item, index) => {
        const key = keyOf(item, index);
        const isRemovable = items.length > least || !isBlank(item);
        return <Card key={key} {...{ field, path, isRemovable, onRemove }} place={index} focus={focused === key} />;
      })}
      {removed && <Removed name={nameOf(field, removed.place)} onUndo={undo} />}
      {items.length < field.maxItems ? (
        <button type="button" class="button button-secondary add-item" id={`${elementId(path)}-add`} onClick={add}>
          <Icon name="plus" />
          {words(field.addLabel)}
        </button>
      ) : (
        <p class="form-hint">{t('form.group.full', { limit: field.maxItems })}</p>
      )}
    </Grouped>
  );
}

interface CardProps extends Pick<ControlProps<GroupField>, 'field' | 'path'> {
  place: number;
  focus: boolean;
  isRemovable: boolean;
  onRemove: (place: number) => void;
}

function Card({ field, path, place, focus, isRemovable, onRemove }: CardProps) {
  const { Fields } = useForm();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) card.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [focus]);
  const itemPath = `${path}/${place}`;
  const id = elementId(itemPath);
  return (
    <div class="item-card" role="group" aria-labelledby={`${id}-title`} ref={card}>
      <div class="item-head">
        <p class="item-title" id={`${id}-title`}>
          {nameOf(field, place)}
        </p>
        {isRemovable && (
          <button type="button" class="function-link remove-item" onClick={() => onRemove(place)}>
            {t('form.group.remove')}
            <span class="sr-only"> {nameOf(field, place)}</span>
          </button>
        )}
      </div>
      <Fields fields={field.fields} path={itemPath} />
    </div>
  );
}

/** The note that an item was removed, with a button to undo it, which takes the focus. */
function Removed({ name, onUndo }: { name: string; onUndo: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <p class="item-removed" role="status">
      {t('form.group.removed', { name })}
      <button type="button" class="button button-tertiary" ref={button} onClick={onUndo}>
        {t('form.group.undo')}
      </button>
    </p>
  );
}

function nameOf(field: GroupField, place: number): string {
  return `${words(field.itemLabel)} ${place + 1}`;
}

function keyOf(item: Json, place: number): string {
  const key = typeof item === 'object' && item !== null && !Array.isArray(item) ? item[KEY] : undefined;
  return typeof key === 'string' ? key : `place-${place}`;
}

function withKey(item: Json): Answers {
  return { [KEY]: uuidv7(), ...(item as Answers) };
}

function listAt(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function isBlank(item: Json): boolean {
  if (typeof item !== 'object' || item === null) return true;
  return Object.entries(item).every(([name, value]) => name.startsWith('$') || value === '' || value === null);
}
