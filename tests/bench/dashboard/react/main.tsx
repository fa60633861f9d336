// The list of images as a page of React, TanStack Table and TanStack Virtual, made as their guides say:
// one store, a search text made once for each image, memoised rows, and only the rows in sight.
import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  type FilterFn,
  globalFilteringFeature,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ComponentType, memo, useRef, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { Actions, Added, Architecture, Icon, Name, Place, Scope, Status, System } from "./cells.tsx";
import { type Entry, hasAll, type Image, system, words } from "./image.ts";
import { read, snapshot, subscribe } from "./store.ts";

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  filteredRowModel: createFilteredRowModel(),
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});

/** Looks through the text of the image, not through each column. */
const search: FilterFn<typeof features, Entry> = (row, _column, wanted: string[]) => hasAll(row.original, wanted);
search.resolveFilterValue = (value: string) => words(value);

const helper = createColumnHelper<typeof features, Entry>();
const COLUMNS = helper.columns([
  helper.accessor(({ image }) => image.name ?? "", { id: "name", header: "Name", sortFn: "basic" }),
  helper.accessor(({ image }) => `${image.cloudPlatform} ${image.cloudLocation}`, {
    id: "place",
    header: "Platform and location",
    sortFn: "basic",
  }),
  helper.accessor(({ image }) => system(image), { id: "os", header: "OS", sortFn: "basic" }),
  helper.accessor(({ image }) => image.architecture ?? "", {
    id: "architecture",
    header: "Architecture",
    sortFn: "basic",
  }),
  helper.accessor(({ image }) => image.scope ?? "", { id: "scope", header: "Scope", sortFn: "basic" }),
  helper.accessor(({ image }) => image.status ?? "", { id: "status", header: "Status", sortFn: "basic" }),
  helper.accessor(({ image }) => image.added ?? "", { id: "added", header: "Added", sortFn: "basic" }),
]);

/** Each column's class and what is in its cells. */
const CELLS: [className: string, content: ComponentType<{ image: Image }>][] = [
  ["", Place],
  ["at-medium col-os", System],
  ["at-large col-architecture", Architecture],
  ["at-medium col-scope", Scope],
  ["col-status", Status],
  ["right at-wide col-added", Added],
  ["right row-action", Actions],
];

/** Height of a row (styles). */
const ROW = 45;

const Row = memo(function Row({ image }: { image: Image }) {
  return (
    <tr>
      <th scope="row" className="name-cell">
        <Name image={image} />
      </th>
      {CELLS.map(([className, Content]) => (
        <td key={className} className={className}>
          <Content image={image} />
        </td>
      ))}
    </tr>
  );
});

function List() {
  const data = useSyncExternalStore(subscribe, snapshot);
  const table = useTable({
    features,
    columns: COLUMNS,
    data,
    getRowId: ({ image }) => image.id,
    globalFilterFn: search,
    getColumnCanGlobalFilter: (column) => column.id === "name",
    initialState: { sorting: [{ id: "added", desc: true }] },
  });
  const box = useRef<HTMLDivElement>(null);
  const rows = table.getRowModel().rows;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <main className="page wide">
      <header className="page-head">
        <h1>Images</h1>
        <span className="count">{`${rows.length.toLocaleString("en")} ${rows.length === 1 ? "image" : "images"}`}</span>
      </header>
      <label className="search">
        <span className="visually-hidden">Search images</span>
        <input
          id="search"
          type="search"
          placeholder="Search name, id, region, operating system"
          value={(table.state.globalFilter as string | undefined) ?? ""}
          onChange={(event) => table.setGlobalFilter(event.target.value)}
        />
      </label>
      <div className="table-box" ref={box} role="region" aria-label="Images" tabIndex={0}>
        <table className="images">
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {group.headers.map((header) => (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={
                      { asc: "ascending" as const, desc: "descending" as const, false: undefined }[
                        String(header.column.getIsSorted())
                      ]
                    }
                  >
                    <button type="button" className="sort" onClick={header.column.getToggleSortingHandler()}>
                      {header.column.columnDef.header as string}
                      <Icon glyph="chevron" />
                    </button>
                  </th>
                ))}
                <th scope="col" className="right">
                  Actions
                </th>
              </tr>
            ))}
          </thead>
          <tbody>
            {above > 0 && (
              <tr aria-hidden="true">
                <td colSpan={8} style={{ height: above }} />
              </tr>
            )}
            {items.map((item) => {
              const row = rows[item.index];
              return row && <Row key={row.id} image={row.original.image} />;
            })}
            {below > 0 && (
              <tr aria-hidden="true">
                <td colSpan={8} style={{ height: below }} />
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </main>
  );
}

const root = document.getElementById("root");
if (root === null) {
  throw new Error("the page has no root");
}
createRoot(root).render(<List />);
await read("/edge/inventory?scope=user/5");
