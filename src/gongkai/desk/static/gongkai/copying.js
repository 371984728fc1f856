// A button that copies a text with its styles, for the editor of official accounts; without scripts the file is downloaded.

function copy(html, text) {
  const give = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
  };
  document.addEventListener("copy", give, { once: true });
  const done = document.execCommand("copy"); // works on sites without TLS too, where the newer interface is not there
  document.removeEventListener("copy", give);
  return done;
}

for (const place of document.querySelectorAll("[data-copy-from]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button primary";
  button.textContent = place.dataset.copyWords;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const [styled, plain] = [place.dataset.copyFrom, `${place.dataset.copyFrom}?as=text`].map((address) =>
    fetch(address).then((response) => response.text()),
  );
  button.addEventListener("click", async () => {
    const html = (await styled).split("<body>")[1].split("</body>")[0].trim(); // as it stands: a parser would heed the site's own policy
    said.textContent = copy(html, await plain) ? " 已复制，请到编辑器里粘贴。" : " 没有复制成，请下载正文文件打开后全选复制。";
  });
  place.prepend(button, " ");
  place.append(" ", said);
}

for (const field of document.querySelectorAll("[data-copied]")) field.addEventListener("focus", () => field.select());
