/** Checks whether the form has a newer version than the draft's. The code to move it is loaded only then. */
import type { ComponentProps, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Definition } from '../definition';
import type { FormSession } from './form-session';
import { newerFor, type Opened } from './load-draft';
import type { NewerChoice } from './NewerChoice';

interface Props {
  opened: Opened;
  formSession: FormSession;
  /** Called when the draft has moved to another version. */
  onMoved: (opened: Opened) => void;
}

interface Newer {
  definition: Definition;
  Choice: ComponentType<ComponentProps<typeof NewerChoice>>;
}

export function NewerForm({ opened, formSession, onMoved }: Props) {
  const [newer, setNewer] = useState<Newer>();
  useEffect(() => {
    let isHere = true;
    const check = async () => {
      const definition = await newerFor(opened);
      if (!isHere || !definition) return;
      // Where nothing is written and no field has focus, the form is replaced without asking.
      if (!formSession.isBegun() && !document.activeElement?.closest('form')) return onMoved({ definition });
      if (definition.version <= opened.definition.version) return;
      const { NewerChoice: Choice } = await import('./NewerChoice');
      if (isHere) setNewer({ definition, Choice });
    };
    // The draft's own version still works.
    check().catch(console.error);
    return () => {
      isHere = false;
    };
  }, [opened]);
  if (!newer || formSession.sender.now.value.state !== 'idle') return null;
  const { definition, Choice } = newer;
  const stay = () => {
    formSession.stay(definition.version);
    setNewer(undefined);
  };
  return <Choice newer={definition} formSession={formSession} onMoved={onMoved} onStay={stay} />;
}
