import { useEffect } from 'preact/hooks';
import { now } from '../../clock';
import type { EntityField } from '../../definition';
import { entityList, refreshEntities, type EntityList } from '../../entities';
import { Icon } from '../../icons';
import { formatRelative, t } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { Searched } from './searched';

/** A choice among another app's registrations, from the list stored on the phone. */
export function Entity(props: ControlProps<EntityField>) {
  const { optionsFrom } = props.field;
  const list = entityList(optionsFrom).value;
  const noteId = `${elementId(props.path)}-list-note`;
  useEffect(() => void refreshEntities(optionsFrom), [optionsFrom]);
  return (
    <Searched {...props} options={list.items} describing={[noteId]}>
      <div class="list-note">
        <span class="form-hint" id={noteId} aria-live="polite">
          {age(list)}
        </span>
        <button
          type="button"
          class="function-link"
          aria-disabled={list.isAsking}
          onClick={() => void refreshEntities(optionsFrom)}
        >
          <Icon name="sync" />
          {t('form.entity.refresh')}
        </button>
      </div>
    </Searched>
  );
}

/** The text that says how old the list is. */
function age({ items, at, isAsking, isUnreachable }: EntityList): string {
  if (isAsking && !at) return t('form.entity.asking');
  if (!at) return isUnreachable ? t('form.entity.unreachable') : '';
  if (items.length === 0) return t('form.entity.empty');
  const time = formatRelative(at, now.value);
  return t(isUnreachable ? 'form.entity.old' : 'form.entity.at', { count: items.length, time });
}
