/** The pages in files of their own, each loaded when it is needed or a little before, so that none waits for another's code. */
import { later } from '../frame/later';

const home = later(() => import('./HomePage').then((module) => module.HomePage));
const choose = later(() => import('./ChoosePage').then((module) => module.ChoosePage));
const form = later(() => import('../form/FormPage').then((module) => module.FormPage));
const registration = later(() => import('./RegistrationPage').then((module) => module.RegistrationPage));
const access = later(() => import('../access/AccessPages').then((module) => module.AccessPages));
const operations = later(() => import('../operations/OperationsPages').then((module) => module.OperationsPages));
const evaluation = later(() => import('../evaluation/EvaluationPages').then((module) => module.EvaluationPages));
const notFound = later(() => import('./SeldomPages').then((module) => module.NotFoundPage));
const inApp = later(() => import('./SeldomPages').then((module) => module.InAppPage));
const who = later(() => import('./SeldomPages').then((module) => module.WhoPage));
const noRole = later(() => import('../access/NoRolePage').then((module) => module.NoRolePage));

export const HomePageLater = home.Page;
export const ChoosePageLater = choose.Page;
export const AccessPagesLater = access.Page;
export const OperationsPagesLater = operations.Page;
export const EvaluationPagesLater = evaluation.Page;
export const NoRolePageLater = noRole.Page;
export const FormPageLater = form.Page;
export const RegistrationPageLater = registration.Page;
export const NotFoundPageLater = notFound.Page;
export const InAppPageLater = inApp.Page;
export const WhoPageLater = who.Page;

/** Loads the most used pages while the person reads the first view. */
export function bringPages(): void {
  void home.bring();
  void choose.bring();
  void form.bring();
  void registration.bring();
  void notFound.bring();
}
