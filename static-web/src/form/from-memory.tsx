/** What the phone remembers, a tap each: in a file of its own, which a phone that remembers nothing never asks for. */
export { CompanyChips, Favourite } from './controls/company-chips';
export { FromLastVisit } from './FromLastVisit';
