/** Suggestions from the phone's memory, in a file that is loaded only where there is any. */
export { CompanyChips, Favourite } from './controls/company-chips';
export { FromLastVisit } from './FromLastVisit';
