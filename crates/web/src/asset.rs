//! The style sheet, scripts and mark: embedded, compressed at build, named by their content.

use access::Action;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::route::Routes;
use crate::ui;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/assets/{file}", Action::ReadPublicPages, send)
}

async fn send(request: Request) -> Result<Response, Problem> {
    let asset = ui::find(request.uri().path()).ok_or_else(Problem::not_found)?;
    let accepted = request.headers().get(header::ACCEPT_ENCODING);
    let gzip = accepted.and_then(|value| value.to_str().ok()).is_some_and(|v| v.contains("gzip"));
    let mut response = (if gzip { asset.gzip } else { asset.bytes }).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}
