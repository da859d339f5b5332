namespace AppFrag.Tool.HostView;

/// <summary>Shows one state of the host; called again for every refresh.</summary>
internal interface IHostView
{
    void Show(HostPicture picture);
}
