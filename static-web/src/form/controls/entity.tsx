import { useEffect } from 'preact/hooks';
import type { EntityField, Json } from '../../definition';
import { Icon } from '../../icons';
import { t, words } from '../../texts';
import { formatRelative } from '../../times';
import { now } from '../../clock';
import { entityList, refreshEntities, type EntityList } from '../../entities';
import { elementId, type ControlProps } from '../context';
import { boxProps, Grouped, Labelled } from '../frames';
import { Combobox } from './combobox';
import { asText } from './typed';

/** A choice among another app's registrations, from the list that the phone keeps. */
export function Entity(props: ControlProps<EntityField>) {
  const { optionsFrom } = props.field;
  const list = entityList(optionsFrom).value;
  useEffect(() => void refreshEntities(optionsFrom), [optionsFrom]);
  return props.field.multiple ? <Several {...props} list={list} /> : <One {...props} list={list} />;
}

type ListProps = ControlProps<EntityField> & { list: EntityList };

function One(props: ListProps) {
  const { field, path, list, onChange } = props;
  const id = elementId(path);
  const value = asText(props.value);
  return (
    <Labelled {...props}>
      <Combobox
        id={id}
        label={words(field.label)}
        box={boxProps(props, `${id}-hits-note`, `${id}-list-note`)}
        options={list.items}
        text={titleIn(list, value)}
        onChoose={onChange}
        onType={(text) => onChange(text || undefined)}
      />
      <ListNote list={list} app={field.optionsFrom} id={id} />
    </Labelled>
  );
}

function Several(props: ListProps) {
  const { field, path, list, onChange } = props;
  const id = elementId(path);
  const chosen = (Array.isArray(props.value) ? props.value : []).map(asText);
  const change = (next: Json[]) => onChange(next.length > 0 ? next : undefined);
  const isFull = field.maxItems ? chosen.length >= field.maxItems : false;
  return (
    <Grouped {...props} class="entities">
      {chosen.length > 0 && (
        <ul class="chosen">
          {chosen.map((one) => (
            <li key={one}>
              <span>{titleIn(list, one)}</span>
              <button
                type="button"
                class="function-link"
                onClick={() => change(chosen.filter((other) => other !== one))}
              >
                {t('form.remove')}
                <span class="sr-only"> {titleIn(list, one)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {isFull ? (
        <p class="form-hint">{t('form.group.full', { limit: field.maxItems ?? 0 })}</p>
      ) : (
        <Combobox
          id={id}
          label={words(field.label)}
          box={{ ...boxProps(props, `${id}-hits-note`, `${id}-list-note`), 'aria-label': t('form.entity.add') }}
          options={list.items.filter(({ value }) => !chosen.includes(value))}
          text=""
          onChoose={(value) => change([...chosen, value])}
          onType={() => undefined}
        />
      )}
      <ListNote list={list} app={field.optionsFrom} id={id} />
    </Grouped>
  );
}

/** How old the list is, and a way to a newer one. */
function ListNote({ list, app, id }: { list: EntityList; app: string; id: string }) {
  return (
    <div class="list-note">
      <span class="form-hint" id={`${id}-list-note`} aria-live="polite">
        {said(list)}
      </span>
      <button
        type="button"
        class="function-link"
        aria-disabled={list.isAsking}
        onClick={() => void refreshEntities(app)}
      >
        <Icon name="sync" />
        {t('form.entity.refresh')}
      </button>
    </div>
  );
}

function said({ items, at, isAsking, isUnreachable }: EntityList): string {
  if (isAsking && !at) return t('form.entity.asking');
  if (!at) return isUnreachable ? t('form.entity.unreachable') : '';
  if (items.length === 0) return t('form.entity.empty');
  const time = formatRelative(at, now.value);
  return t(isUnreachable ? 'form.entity.old' : 'form.entity.at', { count: items.length, time });
}

function titleIn({ items }: EntityList, id: string): string {
  return items.find(({ value }) => value === id)?.label ?? id;
}
