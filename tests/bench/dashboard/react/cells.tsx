// What is in the cells of a row: the same elements as in the dashboard.
import { type Image, system } from "./image.ts";

/** Icons: Lucide (see LICENSE-LUCIDE). */
const GLYPHS = {
  copy: '<rect width="14" height="14" x="8" y="8" rx="2" ry="2"/><path d="M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"/>',
  copyPlus:
    '<line x1="15" x2="15" y1="12" y2="18"/><line x1="12" x2="18" y1="15" y2="15"/><rect width="14" height="14" x="8" y="8" rx="2" ry="2"/><path d="M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"/>',
  globe: '<circle cx="12" cy="12" r="10"/><path d="M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20"/><path d="M2 12h20"/>',
  box: '<path d="M21 8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.73l7 4a2 2 0 0 0 2 0l7-4A2 2 0 0 0 21 16Z"/><path d="m3.3 7 8.7 5 8.7-5"/><path d="M12 22V12"/>',
  done: '<circle cx="12" cy="12" r="10"/><path d="m16 9-5.5 5.5L8 12"/>',
  info: '<circle cx="12" cy="12" r="10"/><path d="M12 16v-4"/><path d="M12 8h.01"/>',
  chevron: '<path d="m6 9 6 6 6-6"/>',
};

export function Icon({ glyph }: { glyph: keyof typeof GLYPHS }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" dangerouslySetInnerHTML={{ __html: GLYPHS[glyph] }} />
  );
}

export function Name({ image }: { image: Image }) {
  const ami = image.cloudImageId ?? "";
  return (
    <>
      <a href={`/user/5/images/${image.id}`} className="row-link">
        {image.name ?? "(no name)"}
      </a>
      <span className="id-line">
        <code>{ami}</code>
        <button
          type="button"
          className="icon-button small"
          title="Copy cloud image id"
          aria-label="Copy cloud image id"
          onClick={() => void navigator.clipboard.writeText(ami)}
        >
          <Icon glyph="copy" />
        </button>
      </span>
    </>
  );
}

export function Place({ image }: { image: Image }) {
  return (
    <span className="platform-cell">
      <span className="platform">{image.cloudPlatform}</span>
      <span className="location">{image.cloudLocation || "everywhere"}</span>
    </span>
  );
}

export function System({ image }: { image: Image }) {
  return system(image);
}

export function Architecture({ image }: { image: Image }) {
  return image.architecture;
}

const SCOPES: Record<string, string> = { scalr: "Global", account: "Account", environment: "Environment" };

export function Scope({ image }: { image: Image }) {
  return (
    <span className="mark">
      <Icon glyph={image.scope === "environment" ? "box" : "globe"} />
      {SCOPES[image.scope ?? ""] ?? image.scope}
    </span>
  );
}

const STATES: Record<string, string> = {
  active: "Active",
  pending_delete: "Being deleted",
  failed: "Deletion failed",
};

export function Status({ image }: { image: Image }) {
  const active = image.status === "active";
  return (
    <span className="badges">
      <span className={`badge ${active ? "good" : "warn"}`}>
        <Icon glyph={active ? "done" : "info"} />
        {STATES[image.status ?? ""] ?? image.status}
      </span>
      {image.deprecated && (
        <span className="badge plain">
          <Icon glyph="info" />
          Deprecated
        </span>
      )}
    </span>
  );
}

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });
const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

function relative(at: number): string {
  const seconds = (at - Date.now()) / 1000;
  const [unit, length] = UNITS.find(([, length]) => -seconds >= 2 * length) ?? (["second", 1] as const);
  return RELATIVE.format(Math.trunc(seconds / length), unit);
}

export function Added({ image }: { image: Image }) {
  const at = Date.parse(image.added ?? "");
  return Number.isNaN(at) ? (
    <span>{image.added}</span>
  ) : (
    <time dateTime={image.added ?? ""} title={new Date(at).toISOString()}>
      {relative(at)}
    </time>
  );
}

export function Actions({ image }: { image: Image }) {
  return (
    <a
      className="button compact"
      href={`/user/5/images/${image.id}/copy`}
      aria-label={`Copy to… another region: ${image.name}`}
    >
      <Icon glyph="copyPlus" />
      Copy to…
    </a>
  );
}
