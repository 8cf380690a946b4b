/** The pages, each brought when it is needed or a little before, in files of their own: none waits for another's code. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { PageLoading } from '../frame/Loading';
import { reloadOnce } from '../reloading';

interface Later<P> {
  Page: ComponentType<P>;
  /** Asks for the code ahead. */
  bring(): void;
}

function later<P extends object>(ask: () => Promise<ComponentType<P>>): Later<P> {
  const loaded = signal<ComponentType<P> | undefined>(undefined);
  const failure = signal<unknown>(undefined);
  const bring = () => {
    ask().then(
      (Page) => (loaded.value = Page),
      (reason: unknown) => (failure.value = reason),
    );
  };
  function Page(props: P) {
    const Brought = loaded.value;
    if (Brought) return <Brought {...props} />;
    if (failure.value !== undefined) {
      // A new version has taken the old one's files away: only loading the page anew helps. Else the error page says so.
      if (reloadOnce()) return <PageLoading />;
      // oxlint-disable-next-line typescript/only-throw-error -- what an import fails with is thrown on as it came
      throw failure.value;
    }
    bring();
    return <PageLoading />;
  }
  return { Page, bring };
}

const home = later(() => import('./HomePage').then((module) => module.HomePage));
const choose = later(() => import('./ChoosePage').then((module) => module.ChoosePage));
const form = later(() => import('../form/FormPage').then((module) => module.FormPage));
const registration = later(() => import('./RegistrationPage').then((module) => module.RegistrationPage));
const access = later(() => import('../access/AccessPages').then((module) => module.AccessPages));
const inApp = later(() => import('./InAppPage').then((module) => module.InAppPage));
const noRole = later(() => import('../access/NoRolePage').then((module) => module.NoRolePage));

export const HomePageLater = home.Page;
export const ChoosePageLater = choose.Page;
export const AccessPagesLater = access.Page;
export const InAppPageLater = inApp.Page;
export const NoRolePageLater = noRole.Page;
export const FormPageLater = form.Page;
export const RegistrationPageLater = registration.Page;

/** Those of the main job, while the first view is read. */
export function bringPages(): void {
  home.bring();
  choose.bring();
  form.bring();
  registration.bring();
}
