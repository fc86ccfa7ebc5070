//! Running the system: users, keys of other systems, the rota, how the alert path stands.

mod clients;
mod rota;
mod status;
mod users;

use access::Action;

use crate::route::Routes;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/admin/users", Action::ManageUsers, users::list)
        .post("/admin/users", Action::ManageUsers, users::add)
        .get("/admin/users/{id}", Action::ManageUsers, users::show)
        .post("/admin/users/{id}", Action::ManageUsers, users::change)
        .post("/admin/users/{id}/password", Action::ManageUsers, users::set_password)
        .get("/admin/clients", Action::ManageUsers, clients::list)
        .post("/admin/clients", Action::ManageUsers, clients::add)
        .post("/admin/clients/{id}/end", Action::ManageUsers, clients::end)
        .get("/admin/rota", Action::SeeRota, rota::show)
        .post("/admin/rota", Action::ManageRota, rota::add)
        .post("/admin/rota/{id}/remove", Action::ManageRota, rota::remove)
        .get("/status", Action::ReadPublicPages, status::show)
}
