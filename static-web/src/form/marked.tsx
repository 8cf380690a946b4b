/**
 * Draws a little Markdown, for an author's help and notes: **bold**, lists, external links. It makes elements, never
 * HTML; anything else is literal, and `\` escapes a character.
 */
import type { ComponentChildren } from 'preact';

const INLINE = /\\([\\*[\]-])|\*\*((?:\\.|[^\\])+?)\*\*|\[((?:\\.|[^\\\]])+)\]\((https:\/\/[^\s)]+)\)/g;
const ITEM = /^(?:(-)|[0-9]+\.) +/;

interface Block {
  kind: 'p' | 'ul' | 'ol';
  lines: string[];
}

export function Marked({ text }: { text: string }) {
  const blocks = blocksOf(text);
  // A single paragraph is drawn inline.
  if (blocks.length === 1 && blocks[0]!.kind === 'p') return <>{inline(blocks[0]!.lines.join('\n'))}</>;
  return (
    <>
      {blocks.map(({ kind: Kind, lines }, index) =>
        Kind === 'p' ? (
          <p key={index}>{inline(lines.join('\n'))}</p>
        ) : (
          <Kind key={index} class="marked-list">
            {lines.map((line, place) => (
              <li key={place}>{inline(line)}</li>
            ))}
          </Kind>
        ),
      )}
    </>
  );
}

/** Whether the text needs block elements (a list, or several paragraphs), which a label cannot contain. */
export function isMarkedBlock(text: string): boolean {
  const blocks = blocksOf(text);
  return blocks.length > 1 || blocks.some(({ kind }) => kind !== 'p');
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let last: Block | undefined;
  for (const line of text.split('\n')) {
    const words = line.trim();
    const item = ITEM.exec(words);
    const kind = item ? (item[1] ? 'ul' : 'ol') : 'p';
    if (words === '') last = undefined;
    else if (item && last?.kind === kind) last.lines.push(words.slice(item[0].length));
    else if (item) blocks.push((last = { kind, lines: [words.slice(item[0].length)] }));
    else if (last && (last.kind === 'p' || line.startsWith(' '))) last.lines[last.lines.length - 1] += `\n${words}`;
    else blocks.push((last = { kind, lines: [words] }));
  }
  return blocks;
}

function inline(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { index, 0: whole, 1: sign, 2: bold, 3: label, 4: address } of text.matchAll(INLINE)) {
    parts.push(text.slice(at, index));
    at = index + whole.length;
    if (sign) parts.push(sign);
    else if (bold) parts.push(<strong>{inline(bold)}</strong>);
    else
      parts.push(
        <a href={address!} target="_blank" rel="noopener noreferrer">
          {inline(label!)}
        </a>,
      );
  }
  return [...parts, text.slice(at)];
}
