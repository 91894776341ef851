// Looks at a page as it stands: `pageChecks`, put before the page's own scripts. Each function
// returns lines for people; an empty list is a pass.
(() => {
  const clickListeners = new Set();
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    const whole = [document.documentElement, document.body];
    if (
      ["click", "mousedown", "pointerdown", "dblclick"].includes(type) &&
      this instanceof Element &&
      !whole.includes(this)
    )
      clickListeners.add(this);
    return listen.call(this, type, ...rest);
  };

  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const names = [...element.classList].slice(0, 2).map((part) => `.${part}`);
    const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim();
    return `${element.localName}${id}${names.join("")} "${text.replace(/\s+/g, " ").slice(0, 30)}"`;
  };
  const all = (selector = "body *") => [...document.querySelectorAll(selector)];
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
    !element.closest("[inert]");
  // For screen readers only: cut down to a pixel, or out of the window until it has the focus.
  const isForEarsOnly = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath === "inset(50%)" || style.clip === "rect(0px, 0px, 0px, 0px)") return true;
      if (at.clientWidth <= 1 && at.clientHeight <= 1 && style.overflow !== "visible") return true;
    }
    return false;
  };
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const scroller = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement)
      if (scrolls(at)) return at;
    return null;
  };
  const hasOwnText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

  // Text and pictures beyond the right edge, unless a region of their own scrolls them.
  const sideways = () => {
    const root = document.scrollingElement;
    const edge = root.clientWidth;
    const beyond = all()
      .filter((element) => hasOwnText(element) || element.matches("img, svg, input, button, select"))
      .filter((element) => isShown(element) && !isForEarsOnly(element) && !scroller(element))
      .filter((element) => element.getBoundingClientRect().right > edge + 1)
      .map((element) => `reaches ${Math.round(element.getBoundingClientRect().right)} of ${edge}: ${name(element)}`);
    if (beyond.length) return beyond.slice(0, 4);
    return root.scrollWidth > edge ? [`the page is ${root.scrollWidth} wide in ${edge}`] : [];
  };

  // Boxes that cut their text off.
  const clipped = () =>
    all()
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const cutsX = ["hidden", "clip"].includes(overflowX);
        const cutsY = ["hidden", "clip"].includes(overflowY);
        return (
          ((cutsX && element.scrollWidth > element.clientWidth + 1) ||
            (cutsY && element.scrollHeight > element.clientHeight + 1)) &&
          element.textContent.trim() &&
          isShown(element) &&
          !isForEarsOnly(element)
        );
      })
      .map((element) => `cuts its text off: ${name(element)}`);

  // 1.4.12, as a reader's own stylesheet would set it.
  const spaced = new CSSStyleSheet();
  spaced.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
  `);
  const spaceText = (on) => {
    document.adoptedStyleSheets = on ? [spaced] : [];
  };
  // 1.4.4, as a browser that enlarges text alone does it.
  const enlargeText = (percent) => {
    if (percent) document.documentElement.style.setProperty("font-size", percent, "important");
    else document.documentElement.style.removeProperty("font-size");
  };

  const smallTargets = (selector, least) =>
    all(selector)
      .filter(isShown)
      .map((element) => element.closest("label") ?? element)
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, { width, height }]) => Math.min(width, height) < least - 0.1)
      .map(([element, { width, height }]) =>
        `${Math.round(width)} × ${Math.round(height)}, less than ${least}: ${name(element)}`);

  // Keyboard

  const canTake = "a[href], area[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex], [contenteditable=true], iframe";
  const isInClosedDetails = (element) => {
    const details = element.closest("details:not([open])");
    return details && !(element.localName === "summary" && element.parentElement === details);
  };
  // Of radio buttons in a group Tab takes the chosen one, else the first or, backwards, the last.
  const groupOf = (element) =>
    element.type === "radio"
      ? all(`input[type=radio][name="${CSS.escape(element.name)}"]`).filter(
          (other) => other.form === element.form && isShown(other),
        )[0]
      : element;
  const tabStops = () =>
    all(canTake).filter((element) => {
      if (element.tabIndex < 0 || element.disabled || element.matches(":disabled")) return false;
      if (element.type === "hidden" || !isShown(element) || isInClosedDetails(element)) return false;
      return groupOf(element) === element;
    });

  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour)
      .slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const contrast = (one, other) =>
    Math.max(light(one), light(other)) / Math.min(light(one), light(other));
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if ((channels(backgroundColor)[3] ?? 1) === 1) return backgroundColor;
    }
    return getComputedStyle(document.documentElement).colorScheme.includes("dark")
      ? "rgb(18, 18, 18)"
      : "rgb(255, 255, 255)";
  };

  // Contrast of text that a region has scrolled out of its window, where axe does not look; null
  // where a picture lies behind or the text is in sight.
  const contrastOutOfSight = (selector) => {
    const element = document.querySelector(selector);
    const region = element && scroller(element);
    if (!region) return null;
    const [own, window] = [element.getBoundingClientRect(), region.getBoundingClientRect()];
    if (own.left >= window.left && own.right <= window.right) return null;
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      if (backgroundImage !== "none") return null;
      if ((channels(backgroundColor)[3] ?? 1) === 1) break;
    }
    return contrast(ground(element), getComputedStyle(element).color);
  };

  // Whether a part of a box paints no ground of its own.
  const isBare = (part, whole) =>
    whole.contains(part) &&
    channels(getComputedStyle(part).backgroundColor)[3] === 0 &&
    getComputedStyle(part).backgroundImage === "none";

  // Contrast of text whose lines lie over different rows of a table, on a cell's or another box's
  // ground that is theirs alone; null where that box does not hold all of the text, or anything
  // else lies over the text or between it and the ground.
  const contrastOnOwnGround = (selector) => {
    const element = document.querySelector(selector);
    let box = element;
    for (; box; box = box.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(box);
      if (backgroundImage !== "none" || opacity !== "1") return null;
      if ((channels(backgroundColor)[3] ?? 1) === 1) break;
    }
    if (!box) return null;
    const { backgroundColor, color } = getComputedStyle(element);
    if ((channels(color)[3] ?? 1) < 1 || (element !== box && channels(backgroundColor)[3] !== 0))
      return null;
    const [x, y] = [scrollX, scrollY];
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const range = document.createRange();
    range.selectNodeContents(element);
    const held = box.getBoundingClientRect();
    const isOnIt = [...range.getClientRects()].every(({ left, top, right, bottom }) => {
      if (left < held.left - 0.5 || right > held.right + 0.5) return false;
      if (top < held.top - 0.5 || bottom > held.bottom + 0.5) return false;
      const middle = [(left + right) / 2, (top + bottom) / 2];
      return [middle, [left + 1, top + 1], [right - 1, top + 1], [left + 1, bottom - 1], [right - 1, bottom - 1]]
        .every(([px, py]) => {
          const stack = document.elementsFromPoint(px, py);
          const above = stack.slice(0, stack.indexOf(box));
          return stack.includes(box) && above.every((at) => box.contains(at) && (at.contains(element) || isBare(at, element)));
        });
    });
    scrollTo({ left: x, top: y, behavior: "instant" });
    return isOnIt ? contrast(ground(box), color) : null;
  };

  // The letters of the map, whose ground axe takes for unknown.
  const faintLetters = () =>
    all(".port-map__frame text")
      .filter(isShown)
      .filter((text) => contrast(ground(text.closest(".port-map__frame")), getComputedStyle(text).fill) < 4.5)
      .map((text) => `faint letters of the map: ${text.textContent}`);

  // Links on a drawing show the focus by the line of a shape of theirs.
  const strokeFault = (link) => {
    const lines = [...link.querySelectorAll("circle, path, rect")].map((shape) => {
      const { stroke, strokeWidth } = getComputedStyle(shape);
      const scale = shape.getScreenCTM()?.a ?? 1;
      return stroke === "none" || parseFloat(strokeWidth) * scale < 2 ? 0 : contrast(stroke, ground(link));
    });
    return Math.max(0, ...lines) >= 3 ? null : "shows no focus";
  };

  // 2.4.13: two pixels, three to one against what lies behind.
  const ringFault = (element) => {
    if (element.closest("svg")) return strokeFault(element);
    const rings = [element, ...element.querySelectorAll("*"), element.closest("label")].filter(Boolean);
    const drawn = rings
      .map((at) => [at, getComputedStyle(at)])
      .filter(([, style]) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
    if (!drawn.length) return "shows no focus";
    const [at, style] = drawn[0];
    const behind = parseFloat(style.outlineOffset) < 0 ? ground(at) : ground(at.parentElement ?? at);
    const ratio = contrast(style.outlineColor, behind);
    return ratio < 3 ? `shows its focus with a contrast of ${ratio.toFixed(1)}` : null;
  };

  const coverFault = (element) => {
    // Of a link on a drawing its mark; its letters may touch those of another.
    const shapes = [...element.querySelectorAll("circle, path, rect")].slice(0, 1);
    const rects = (element.closest("svg") && shapes.length ? shapes : [element])
      .flatMap((part) => [...part.getClientRects()])
      .filter(({ width, height }) => width && height);
    if (!rects.length) return "has the focus but no place";
    const { clientWidth, clientHeight } = document.documentElement;
    const isMark = Boolean(element.closest("svg"));
    let seen = 0;
    let free = 0;
    for (const rect of rects) {
      // Of a region taller than the window, what the window shows of it.
      const [left, right] = [Math.max(rect.left, 0), Math.min(rect.right, clientWidth)];
      const [top, bottom] = [Math.max(rect.top, 0), Math.min(rect.bottom, clientHeight)];
      if (right - left < 4 || bottom - top < 4) continue;
      seen += 1;
      const x = (left + right) / 2;
      const y = (top + bottom) / 2;
      const edges = [[left + 3, y], [right - 3, y], [x, top + 3], [x, bottom - 3]];
      // Of a whole region the middle must be in sight, of a mark on a map some part, of any
      // other control all of it.
      const isRegion = bottom - top > clientHeight / 2;
      for (const [px, py] of [[x, y], ...(isRegion ? [] : edges)]) {
        // What a drawing lays over it without colour takes clicks and hides nothing.
        const at = document.elementsFromPoint(px, py).find(
          (each) => !(each.closest("svg") && getComputedStyle(each).fill.match(/^none$|, 0\)$/)),
        );
        const isOwn =
          at &&
          (element.contains(at) ||
            at.contains(element) ||
            [...(element.labels ?? [])].some((label) => label.contains(at)));
        if (isOwn) free += 1;
        else if (!isMark) return `is covered by ${at ? name(at) : "nothing"}`;
      }
    }
    if (seen && !free) return "is wholly covered";
    return seen ? null : "is out of the window with the focus";
  };

  let stops = [];
  const onTab = ({ key }) => {
    const { activeElement } = document;
    if (key !== "Tab" || !activeElement || activeElement === document.body) return;
    const element = groupOf(activeElement);
    const { left, top, right, bottom } = activeElement.getBoundingClientRect();
    stops.push({
      element,
      faults: [ringFault(activeElement), coverFault(activeElement)].filter(Boolean),
      box: { left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY },
    });
  };
  const startWalk = () => {
    stops = [];
    document.activeElement?.blur();
    // On keyup the page has been scrolled to what has the focus.
    removeEventListener("keyup", onTab, true);
    listen.call(window, "keyup", onTab, true);
    // Chromium lets a region that scrolls take the focus though nothing says so.
    const further = [...all().filter(scrolls), ...all("input[type=date]").flatMap(() => [0, 0, 0])];
    return tabStops().length + further.length;
  };

  // Whether the eye goes back for the second: over it and not in a later column, or left of it
  // in the same line.
  const goesBack = (one, two) => {
    const above = two.bottom <= one.top + 1 && two.left < one.right - 1;
    const sameLine = two.top < one.bottom - 4 && one.top < two.bottom - 4;
    return above || (sameLine && two.right <= one.left + 1);
  };

  // A passage's own address stands beside its first line, and comes after its text for the
  // keyboard and the ear, so that nobody hears it before what it is the address of.
  const marginal = ".passage__link";

  // `backwards`: the walk was made with Shift+Tab.
  const endWalk = (backwards = false) => {
    removeEventListener("keyup", onTab, true);
    const lines = [];
    // The walk goes past the end and begins anew: each element counts where it came first.
    let firsts = stops.filter(
      ({ element }, index) => stops.findIndex((stop) => stop.element === element) === index,
    );
    if (backwards) firsts = firsts.reverse();
    const reached = new Map(firsts.map((stop) => [stop.element, stop]));
    // A field for a date has stops within itself; at its own button the browser draws the ring.
    for (const { element, faults } of stops)
      if (element.type === "date" && !faults.length) reached.get(element).faults = [];
    for (const { element, faults } of reached.values())
      for (const fault of faults) lines.push(`${fault}: ${name(element)}`);
    const expected = tabStops();
    const taken = [...reached.keys()].filter(
      (element) => element.isConnected && (expected.includes(element) || !scrolls(element)),
    );
    for (const element of expected)
      if (!reached.has(element)) lines.push(`Tab does not reach: ${name(element)}`);
    const inOrder = expected.filter((element) => reached.has(element));
    const first = taken.findIndex((element, index) => element !== inOrder[index]);
    if (first >= 0) lines.push(`Tab leaves the order of the document at: ${name(taken[first])}`);
    for (let index = 1; index < taken.length; index += 1) {
      const [one, two] = [reached.get(taken[index - 1]), reached.get(taken[index])];
      if (two.element.closest("svg") && one.element.closest("svg")) continue;
      if (two.element.matches(marginal)) continue;
      if (goesBack(one.box, two.box))
        lines.push(`Tab goes back on the page from ${name(one.element)} to ${name(two.element)}`);
    }
    return lines;
  };

  // 2.1.1: whatever a click does something to must be reached by Tab, or hold or be in what is.
  const onlyForMice = () => {
    const stopsHere = tabStops();
    const reachable = (element) =>
      stopsHere.some((stop) => stop.contains(element) || element.contains(stop)) ||
      element.closest("label") ||
      (element.type === "radio" && element.name);
    const clickable = all("a, button, input, select, textarea, summary, [onclick], [role=button], [role=link], [role=tab], [role=menuitem], [role=checkbox], [role=switch]");
    const pointed = all().filter(
      (element) =>
        getComputedStyle(element).cursor === "pointer" &&
        getComputedStyle(element.parentElement).cursor !== "pointer",
    );
    return [...new Set([...clickable, ...clickListeners, ...pointed])]
      .filter((element) => element.isConnected && element.type !== "hidden" && isShown(element))
      .filter((element) => !element.disabled && !isInClosedDetails(element) && !reachable(element))
      .map((element) => `only for a mouse: ${name(element)}`);
  };

  window.pageChecks = {
    sideways,
    clipped,
    spaceText,
    enlargeText,
    smallTargets,
    faintLetters,
    contrastOutOfSight,
    contrastOnOwnGround,
    startWalk,
    endWalk,
    onlyForMice,
  };
})();
