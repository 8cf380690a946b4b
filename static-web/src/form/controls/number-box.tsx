/** The box for a number, with its unit. */
import type { ComponentChildren } from 'preact';
import type { FieldDef, Json, LocalizedText } from '../../definition';
import { words } from '../../texts';
import { twoWays } from '../number-hints';
import { elementId, type ControlProps } from '../context';
import { boxProps, Labelled } from '../frames';
import { useTyped } from './typed';

interface Figure extends ControlProps<FieldDef> {
  from: (text: string) => Json;
  text: (answer: Json | undefined) => string;
  keys: 'decimal' | 'numeric' | 'text';
  unit: LocalizedText | null;
}

/** A text box for a number. Not `type=number`, which refuses the Danish comma, changes its value on scrolling, and hides invalid text. */
export function FigureBox(props: Figure) {
  const { unit, keys, path } = props;
  const typing = useTyped(props.value, props.onChange, props);
  // An ambiguous number is reported at once, while the person still knows what was meant.
  const fault = props.fault ?? twoWays(props.field, props.value);
  const unitId = `${elementId(path)}-unit`;
  return (
    <Labelled {...props} fault={fault}>
      <WithUnit unit={unit} id={unitId}>
        <input
          {...boxProps({ ...props, fault }, ...(unit ? [unitId] : []))}
          {...typing}
          class="form-input form-input-number"
          type="text"
          inputMode={keys}
          enterKeyHint="next"
        />
      </WithUnit>
    </Labelled>
  );
}

function WithUnit({ unit, id, children }: { unit: LocalizedText | null; id: string; children: ComponentChildren }) {
  if (!unit) return <>{children}</>;
  return (
    <div class="form-input-wrapper form-input-wrapper--suffix">
      {children}
      <div class="form-input-suffix" id={id}>
        {words(unit)}
      </div>
    </div>
  );
}
