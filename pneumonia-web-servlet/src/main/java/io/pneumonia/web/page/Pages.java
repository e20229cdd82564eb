package io.pneumonia.web.page;

import io.pneumonia.persistence.grants.GrantKind;
import io.pneumonia.web.api.ApiConfiguration;
import io.pneumonia.web.api.Uploads;
import io.pneumonia.web.application.Application;
import io.pneumonia.web.operation.Metrics;
import io.pneumonia.web.page.ProfilePage.Tab;
import io.pneumonia.web.security.CsrfTokens;
import io.pneumonia.web.security.ErrorPages;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;

/** Puts all pages of an application into a servlet context. */
public final class Pages {

  private Pages() {}

  /**
   * Adds pages, their scripts and styles, and the pages that tell errors.
   *
   * @param context where to
   * @param application what they are about
   * @param metrics what predictions are counted in
   * @param csrf what forms must bring back
   */
  public static void addTo(
      ServletContext context, Application application, Metrics metrics, CsrfTokens csrf) {
    Assets assets = Assets.load();
    Templates templates = new Templates();
    Frames frames = new Frames(application, assets, csrf);
    context.setAttribute(ErrorPages.ATTRIBUTE, ErrorView.pages(frames, templates));
    context.addServlet("static", new AssetServlet(assets)).addMapping(Assets.FOLDER + "*");
    Routes routes = routes(application, metrics, csrf);
    ServletRegistration.Dynamic pages =
        context.addServlet("pages", new PageServlet(application, routes, frames, templates, csrf));
    pages.addMapping(routes.mappings());
    addModelUpload(context, new PageServlet(application, routes, frames, templates, csrf));
    // A part is written to the disk if it is larger than the last figure, which none can be.
    int most = ApiConfiguration.MAX_REQUEST_BYTES;
    pages.setMultipartConfig(new MultipartConfigElement("", most, most, most));
  }

  /** All pages. */
  static Routes routes(Application application, Metrics metrics, CsrfTokens csrf) {
    return new Routes()
        .add("/", new HomePage())
        .add("/about/", new AboutPage())
        .add("/login/", new LoginPage())
        .add("/register/", new RegisterPage())
        .add("/logout/", new LogoutPage())
        .add("/dashboard/", new DashboardPage(application, new Uploads(application, metrics), csrf))
        .add("/results/", new ResultsPage(ResultsPage.Scope.OWN))
        .add("/results/{id}/", new ResultPage(ResultPage.Form.WHOLE))
        .add("/results/{id}/card/", new ResultPage(ResultPage.Form.CARD))
        .add("/results/{id}/print/", new ResultPage(ResultPage.Form.PRINT))
        .add("/results/{id}/delete/", new ResultPage(ResultPage.Form.DELETE))
        .add("/history/", new HistoryPage())
        .add(Tab.VIEW.path(), new ProfilePage(Tab.VIEW))
        .add(Tab.EDIT.path(), new ProfilePage(Tab.EDIT))
        .add(Tab.SECURITY.path(), new ProfilePage(Tab.SECURITY))
        .add("/profile/sessions/{id}/end/", AccessPage.one(GrantKind.SESSION))
        .add("/profile/tokens/{id}/end/", AccessPage.one(GrantKind.TOKEN))
        .add("/profile/others/end/", AccessPage.others())
        .add("/model-info/", new ModelInfoPage(application.model()))
        .addAll(administration(csrf));
  }

  private static Routes administration(CsrfTokens csrf) {
    Routes routes =
        new Routes()
            .add("/admin/", new SystemPage())
            .add(UsersPage.PATH, new UsersPage())
            .add(UsersPage.PATH + "new/", new NewUserPage())
            .add(UsersPage.PATH + "{id}/", new UserPage())
            .add(ResultsPage.Scope.ALL.path(), new ResultsPage(ResultsPage.Scope.ALL))
            .add(AuditPage.PATH, new AuditPage(false))
            .add(AuditPage.PATH + "export/", new AuditPage(true))
            .add(ModelsPage.PATH, new ModelsPage())
            .add(ModelUploadPage.PATH, new ModelUploadPage(csrf))
            .add(ModelsPage.PATH + "roll-back/", ModelSwitchPage.rollBack())
            .add(ModelsPage.PATH + "{id}/", new ModelPage())
            .add(ModelsPage.PATH + "{id}/activate/", ModelSwitchPage.activate())
            .add(SettingsPage.PATH, new SettingsPage());
    for (UserRightsPage.Change change : UserRightsPage.Change.values()) {
      routes.add(UsersPage.PATH + "{id}/" + change.path(), new UserRightsPage(change));
    }
    return routes;
  }

  /** Models are larger than what fits into memory: they go to the disk as they come. */
  private static void addModelUpload(ServletContext context, PageServlet servlet) {
    ServletRegistration.Dynamic upload = context.addServlet("model-upload", servlet);
    upload.addMapping(ModelUploadPage.PATH + "*");
    String folder = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().toString();
    long most = ModelUploadPage.MAX_BYTES;
    upload.setMultipartConfig(new MultipartConfigElement(folder, most, most, 64 << 10));
  }
}
