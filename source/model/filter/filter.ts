export {type FilterHelpLine, filterHelp} from './filter-help.ts';
export {parseFilter} from './parse-filter.ts';
export {selectRegions} from './select-regions.ts';
export type {Filter, FilterMistake, FilterTerm} from './term.ts';
