/** The common part of the controls `photo` and `file`: adding, showing and removing attachments. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answers, FileField, Json, PhotoField } from '../../definition';
import { attachments, type Attached } from '../../attachments/attached';
import { loadAttachment, removeAttachment } from '../../attachments/store';
import { NotTaken, take } from '../../attachments/take';
import { sizeInWords } from '../../answers/number-format';
import { Icon, type IconName } from '../../icons';
import { t } from '../../texts';
import { elementId, useForm, type ControlProps } from '../context';
import { describedBy, Grouped } from '../frames';
import { valueAt } from '../engine/json-pointer';
import { focusSoon } from './focus';

interface Props extends ControlProps<PhotoField | FileField> {
  /** What the file input accepts. */
  accept: string;
  sources: readonly FileSource[];
}

/** A button for taking a photo, or choosing a file on the phone. */
export interface FileSource {
  id: string;
  label: string;
  icon: IconName;
  capture?: boolean;
}

export function Attaching(props: Props) {
  const { field, path, value, sources } = props;
  const present = attachments(value);
  const { busy, troubles, add, remove } = useAttachments(props);
  const isFull = present.length >= field.maxItems;
  return (
    <Grouped {...props} class="attaching">
      <p class="form-hint" id={`${elementId(path)}-limits`}>
        {field.maxItems === 1
          ? t('form.attachment.limit', { size: sizeInWords(field.maxBytes) })
          : t('form.attachment.limits', { limit: field.maxItems, size: sizeInWords(field.maxBytes) })}
      </p>
      {present.length > 0 && (
        <ul class="attachments">
          {present.map((attached) => (
            <Taken key={attached.id} attached={attached} onRemove={() => remove(attached)} />
          ))}
        </ul>
      )}
      <div role="status">{busy && <p class="form-hint">{t('form.attachment.busy')}</p>}</div>
      <Troubles troubles={troubles} />
      {isFull && field.maxItems > 1 && <p class="form-hint">{t('form.group.full', { limit: field.maxItems })}</p>}
      {!isFull && (
        <div class="attachment-sources">
          {sources.map((source, index) => (
            <Chooser
              key={source.id}
              {...props}
              source={source}
              isFirst={index === 0}
              onChoose={(files) => void add(files)}
            />
          ))}
        </div>
      )}
    </Grouped>
  );
}

function Troubles({ troubles }: { troubles: readonly string[] }) {
  if (troubles.length === 0) return null;
  return (
    <ul class="attachment-troubles" role="alert">
      {troubles.map((trouble) => (
        <li key={trouble}>{trouble}</li>
      ))}
    </ul>
  );
}

function useAttachments({ field, path, onChange }: Props) {
  const { form, registration } = useForm();
  const [busy, setBusy] = useState(false);
  const [troubles, setTroubles] = useState<string[]>([]);
  // Read the answer anew each time, since another attachment may have been added meanwhile.
  const present = () => attachments(valueAt(form.answers.peek(), path));
  const change = (next: Attached[]) =>
    onChange(next.length > 0 ? (next as (Attached & Answers)[] as Json[]) : undefined);
  const add = async (files: readonly File[]) => {
    setBusy(true);
    const refusals: string[] = [];
    const room = field.maxItems - present().length;
    // One after another: a phone does not have the memory for ten photos at once.
    for (const file of files.slice(0, room)) {
      try {
        change([...present(), await take(file, field, registration)]);
      } catch (failure) {
        refusals.push(
          failure instanceof NotTaken ? failure.message : t('form.attachment.unreadable', { name: file.name }),
        );
      }
    }
    if (files.length > room)
      refusals.push(t('form.attachment.too-many', { limit: field.maxItems, count: files.length - room }));
    setTroubles(refusals);
    setBusy(false);
  };
  const remove = (attached: Attached) => {
    setTroubles([]);
    change(present().filter(({ id }) => id !== attached.id));
    focusSoon(elementId(path));
    // Where this fails, the file is deleted together with the draft.
    void removeAttachment(registration, attached.id).catch(() => undefined);
  };
  return { busy, troubles, add, remove };
}

function Chooser({
  source,
  isFirst,
  onChoose,
  ...props
}: Props & { source: FileSource; isFirst: boolean; onChoose: (files: File[]) => void }) {
  const { field, path, accept, fault } = props;
  const base = elementId(path);
  const id = isFirst ? base : `${base}-${source.id}`;
  const remaining = field.maxItems > 1 && !source.capture;
  return (
    <div class="attachment-way">
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={remaining}
        {...(source.capture ? { capture: 'environment' } : {})}
        {...(fault ? { 'aria-invalid': true } : {})}
        {...describedBy(field, base, fault, `${base}-limits`)}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // So that the same file can be chosen again after it was removed.
          currentTarget.value = '';
          if (files.length > 0) onChoose(files);
        }}
      />
      <label class="button button-secondary" for={id}>
        <Icon name={source.icon} />
        {source.label}
      </label>
    </div>
  );
}

function Taken({ attached, onRemove }: { attached: Attached; onRemove: () => void }) {
  const thumbnail = useThumbnail(attached.id);
  return (
    <li class="attachment">
      {thumbnail ? (
        <img src={thumbnail} alt="" class="attachment-picture" />
      ) : (
        <Icon name="document" class="attachment-icon" />
      )}
      <span class="attachment-name">
        {attached.name}
        <span class="attachment-size">{sizeInWords(attached.size)}</span>
      </span>
      <button type="button" class="function-link" onClick={onRemove}>
        {t('form.remove')}
        <span class="sr-only"> {attached.name}</span>
      </button>
    </li>
  );
}

/** The thumbnail from the phone's store; empty until it is loaded, and for files that are no picture. */
function useThumbnail(id: string): string {
  const { registration } = useForm();
  const [thumbnail, set] = useState('');
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    void loadAttachment(registration, id)
      .then((attachment) => isHere.current && set(attachment?.thumbnail ?? ''))
      .catch(() => undefined);
    return () => void (isHere.current = false);
  }, [registration, id]);
  return thumbnail;
}
