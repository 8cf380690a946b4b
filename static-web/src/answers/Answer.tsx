/** Shows one answer: as words, or as pictures, files and drawings. */
import { useEffect } from 'preact/hooks';
import { attachmentAddress } from '../api';
import { attachments } from '../attachments/attached';
import type { EntityField, FieldDef, Json } from '../definition';
import { entityList, refreshEntities } from '../entities';
import { Icon } from '../icons';
import { t, words } from '../texts';
import { sizeInWords } from './number-format';
import { listOf, plain, show } from './show';

interface Props {
  field: FieldDef;
  answer: Json;
  registration: string;
}

export function Answer({ field, answer, registration }: Props) {
  switch (field.control) {
    case 'photo':
    case 'file':
      return <Attachments answer={answer} registration={registration} />;
    case 'signature':
      return <Drawing path={plain(answer)} label={words(field.label)} />;
    case 'entity':
      return <Chosen field={field} answer={answer} />;
    case 'url':
      return <Link address={plain(answer)} />;
    case 'email':
      return <a href={`mailto:${plain(answer)}`}>{plain(answer)}</a>;
    case 'phone':
      return <a href={`tel:${plain(answer)}`}>{show(field, answer)}</a>;
    default:
      return <>{show(field, answer)}</>;
  }
}

function Attachments({ answer, registration }: Pick<Props, 'answer' | 'registration'>) {
  return (
    <ul class="answer-attachments">
      {attachments(answer).map(({ id, name, type, size }) => {
        const address = attachmentAddress(registration, id);
        if (type.startsWith('image/')) {
          return (
            <li key={id}>
              <a href={address} target="_blank" rel="noopener">
                <img src={address} alt={name} loading="lazy" />
              </a>
            </li>
          );
        }
        // The content security policy of an attachment forbids the browser's PDF viewer, so the PDF is downloaded.
        return (
          <li key={id}>
            <a href={address} download={name} class="answer-file">
              <Icon name="document" />
              {name} ({sizeInWords(size)})
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const PATH = /^[ML0-9. ]+$/;
const EDGE = 6;

/** A drawing, cut to its lines and enlarged, so that a small signature can be seen. */
function Drawing({ path, label }: { path: string; label: string }) {
  const numbers = (path.match(/[0-9.]+/g) ?? []).map(Number);
  if (!PATH.test(path) || numbers.length < 2) return <>{t('answer.signed')}</>;
  const [xs, ys] = [numbers.filter((_, place) => place % 2 === 0), numbers.filter((_, place) => place % 2 === 1)];
  const [left, top] = [Math.min(...xs) - EDGE, Math.min(...ys) - EDGE];
  const size = [Math.max(...xs) - left + EDGE, Math.max(...ys) - top + EDGE];
  return (
    <svg
      class="answer-drawing"
      viewBox={[left, top, ...size].join(' ')}
      role="img"
      aria-label={`${label}: ${t('answer.signed')}`}
    >
      <path d={path} />
    </svg>
  );
}

/** The chosen registrations by the titles in the phone's list; by id while it has none. */
function Chosen({ field, answer }: { field: EntityField; answer: Json }) {
  const list = entityList(field.optionsFrom).value;
  useEffect(() => void refreshEntities(field.optionsFrom), [field.optionsFrom]);
  const title = (id: Json) => list.items.find(({ value }) => value === id)?.label ?? plain(id);
  return <>{listOf(answer).map(title).join('; ')}</>;
}

function Link({ address }: { address: string }) {
  if (!/^https?:\/\//.test(address)) return <>{address}</>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {address}
    </a>
  );
}
