import type { CprField, Json } from '../../definition';
import { cprInWords } from '../../answers/number-format';
import { t } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { withoutMarks } from '../engine/pasted';
import { asText, useTyped } from './typed';

export function Cpr(props: ControlProps<CprField>) {
  const typing = useTyped(props.value, props.onChange, { from: cprFrom, text: cprText });
  const aboutId = `${elementId(props.path)}-about`;
  return (
    <Labelled {...props}>
      <p class="form-hint" id={aboutId}>
        {t('form.cpr.about')}
      </p>
      <input
        {...boxProps(props, aboutId)}
        {...typing}
        onInput={(event) => {
          masked(event.currentTarget);
          typing.onInput(event);
        }}
        class="form-input form-input-cpr"
        type="text"
        inputMode="numeric"
        spellcheck={false}
        enterKeyHint="next"
      />
    </Labelled>
  );
}

/** The ten digits of a CPR number with any spacing or hyphen; any other text unchanged. */
export function cprFrom(text: string): string {
  const digits = withoutMarks(text).replace(/[\s\u2010-\u2015\u2212-]/g, '');
  return /^[0-9]+$/.test(digits) ? digits : text;
}

function cprText(answer: Json | undefined): string {
  const digits = asText(answer);
  return /^[0-9]{7,10}$/.test(digits) ? cprInWords(digits) : digits;
}

/** Adds the hyphen after the sixth digit while the person types at the end. In the middle of the text it would move the caret. */
function masked(input: HTMLInputElement): void {
  if (input.selectionStart === input.value.length) input.value = cprText(cprFrom(input.value));
}
