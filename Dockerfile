# The program without npm and without compilers, made of the same folder that `npm run bundle` makes.
#   docker build -t baogao .
#   docker run -p 8787:8787 -e TOKEN=... -v baogao:/var/lib/baogao baogao
FROM node:20-bookworm AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run bundle -- --folder --no-node --no-index --out /out && mv /out/baogao-* /out/baogao

FROM node:20-bookworm-slim
COPY --from=build /out/baogao /opt/baogao
RUN mkdir -p /var/lib/baogao && chown 1000:1000 /var/lib/baogao
ENV HOST=0.0.0.0 PORT=8787 INDEX_DIR=/var/lib/baogao/index STATE_DIR=/var/lib/baogao/state
USER 1000
VOLUME /var/lib/baogao
EXPOSE 8787
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:8787/api/health').then((r) => r.json()).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["/opt/baogao/baogao", "serve"]
