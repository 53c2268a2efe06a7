export { Desk } from "./Desk.tsx";
export { KeepFresh } from "./KeepFresh.tsx";
export { KeyboardRows } from "./KeyboardRows.tsx";
export { SearchSelect } from "./SearchSelect.tsx";
